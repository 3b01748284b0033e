// The page of the daily briefing without its drawing.

import { briefingModel } from '../../lib/page/briefing-model.ts';
import type { Extension } from './extension.ts';

/** Opens it, looks at each of its days, and chooses an hour. */
export async function readBriefings(extension: Extension): Promise<void> {
  const { store } = await extension.open('page');
  const { acts, refresh } = briefingModel({
    store,
    now: Date.now,
    isOnline: () => true,
    draw: () => undefined,
    tell: () => undefined,
    copy: () => Promise.resolve(),
    print: () => undefined,
    wasOpened: () => undefined,
    wasChosen: () => Promise.resolve(),
  });
  await extension.happens(refresh);
  for (const which of ['today', 'yesterday', 'day'] as const) await extension.happens(() => acts.show(which));
  await extension.happens(() => acts.chooseHour(9));
}
