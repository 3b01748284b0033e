import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { firstLook } from '../lib/page/first-look.ts';

/** In the head of each page in Firefox, which does not wait for a module before it paints. */
export default defineUnlistedScript({
  include: ['firefox'],
  main() {
    firstLook();
  },
});
