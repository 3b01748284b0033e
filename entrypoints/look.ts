import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { wearKept } from '../lib/look.ts';

/** Runs in the head of each page, before anything is painted. */
export default defineUnlistedScript(() => void wearKept(document.documentElement, localStorage));
