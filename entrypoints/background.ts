import browser from 'webextension-polyfill';
import { defineBackground } from 'wxt/utils/define-background';
import { startWorker } from '../lib/worker.ts';

export default defineBackground(() => startWorker(browser));
