// Stories for tests, made from as little as a test wants to say.

import { countingAt } from '../../lib/settings.ts';
import { addressKey } from '../../lib/site.ts';
import { arrive } from '../../lib/story/merge.ts';
import type { Incoming, Story } from '../../lib/story/story.ts';

export const NOW = Date.UTC(2031, 2, 3, 9, 40);

/** A story as a feed would give it; `id` is its WordPress number. */
export function incoming(id: number, facts: Partial<Incoming['facts']> = {}, position = 0): Incoming {
  const guid = facts.guid ?? `https://rareearthexchanges.com/?p=${id}`;
  const link = facts.link ?? `https://rareearthexchanges.com/news/story-${id}/`;
  return {
    id: addressKey(guid),
    aliases: [addressKey(guid), addressKey(link)],
    position,
    facts: {
      title: `Story ${id}`,
      link,
      summary: '',
      highlights: [],
      categories: [],
      publishedAt: NOW - id * 60_000,
      ...facts,
      guid,
    },
  };
}

/** A story as the store would keep it. */
export function stored(id: number, now = NOW, facts: Partial<Incoming['facts']> = {}): Story {
  return arrive(incoming(id, facts), { ...countingAt(now), number: 1 });
}
