// The options page without its drawing.

import { openChanges } from '../../lib/changes.ts';
import type { Options } from '../../lib/page/options.ts';
import { optionsModel } from '../../lib/page/options-model.ts';
import type { Extension } from './extension.ts';

export async function openOptions(extension: Extension) {
  const { store } = await extension.open('page');
  let options: Options | undefined;
  const { acts, refresh } = optionsModel({
    browser: extension.browser,
    store,
    changes: openChanges(),
    now: Date.now,
    draw(drawn) {
      options = drawn;
    },
    putOn: () => undefined,
    tell: () => undefined,
  });
  await extension.happens(refresh);
  return { acts, settings: () => options?.settings };
}
