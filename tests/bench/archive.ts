// The stories of a reader who has had the extension for years: the recorded ones, over and over, with a number.

import { parseFeed } from '../../lib/feed/parse.ts';
import { countingAt } from '../../lib/settings.ts';
import { arrive } from '../../lib/story/merge.ts';
import type { Incoming, Story } from '../../lib/story/story.ts';
import { toStories } from '../../lib/story/to-story.ts';
import { withUnread } from '../../lib/story/unread.ts';
import { recording } from '../support/recordings.ts';

/** Between two stories: about 29 a day, so that some 270 of the last 14 days count as unread. */
const APART_MS = 50 * 60_000;

/**
 * `count` stories as the store keeps them, newest first; the first of a longer archive are those of a shorter.
 * A third was read, a third seen; what is left, and older than 14 days, has aged.
 */
export function* archive(count: number, now: number): Generator<Story> {
  const recorded = recordedStories();
  for (let index = 0; index < count; index += 1) {
    const base = recorded[index % recorded.length];
    if (base === undefined) throw new Error('the recorded feed holds no stories');
    const publishedAt = now - (index + 1) * APART_MS;
    const story = arrive(numbered(base, index, publishedAt), {
      ...countingAt(publishedAt),
      number: count - index,
    });
    yield withUnread({ ...story, states: statesOf(index, publishedAt) }, countingAt(now));
  }
}

function recordedStories(): Incoming[] {
  const feed = parseFeed(recording('all-321-stories.xml.gz').body);
  return feed.kind === 'feed' ? toStories(feed.items) : [];
}

/** The same story once more, as another one. */
function numbered({ facts }: Incoming, index: number, publishedAt: number): Incoming {
  const id = `p/${index}`;
  const slug = `news/story-${index}`;
  const origin = 'https://rareearthexchanges.com';
  return {
    id,
    aliases: [id, slug],
    position: 0,
    facts: { ...facts, guid: `${origin}/?p=${index}`, link: `${origin}/${slug}/`, publishedAt },
  };
}

function statesOf(index: number, publishedAt: number): Story['states'] {
  if (index % 3 === 0) return {};
  const seenAt = publishedAt + APART_MS / 5;
  return index % 3 === 1 ? { seenAt } : { seenAt, readAt: seenAt };
}
