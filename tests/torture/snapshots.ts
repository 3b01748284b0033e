// Snapshots for the tests of the checks: a sound one, to be broken in one place.

import { type Snapshot, type StoredStory, shouldCount, sortedBy } from './snapshot.ts';

/** A store with these stories, newest first, given by number; what is named of them is so. */
export function sound(stories: ({ id: number } & Partial<Omit<StoredStory, 'id'>>)[]): Snapshot {
  const kept = stories.map(({ id, firstSeenAt = 1_000, ...states }, index): StoredStory => {
    const order = -id * 60_000;
    return {
      id: `p/${id}`,
      guid: `https://rareearthexchanges.com/?p=${id}`,
      aliases: [`p/${id}`, `news/story-${id}`],
      firstSeenAt,
      arrival: stories.length - index,
      order,
      publishedAt: -order,
      ...(shouldCount(states) && { unread: order }),
      ...(states.withdrawnAt === undefined && { listed: order }),
      ...states,
    };
  });
  return withIndexes(kept);
}

/** The snapshot as the indexes and counts of a sound store would give it. */
export function withIndexes(kept: StoredStory[]): Snapshot {
  const stories = kept.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const unread = stories.filter((story) => story.unread !== undefined);
  return {
    stories,
    byOrder: sortedBy(stories, 'order'),
    byListed: sortedBy(
      stories.filter((story) => story.listed !== undefined),
      'listed',
    ),
    byUnread: sortedBy(unread, 'unread'),
    byAlias: stories
      .flatMap(({ id, aliases }) => aliases.map((alias) => ({ id, alias })))
      .toSorted((a, b) => (a.alias < b.alias ? -1 : 1))
      .map(({ id }) => id),
    articles: stories.map(({ id }) => id),
    counts: { unread: unread.length, arrivals: stories.length },
    etags: {},
    installedAt: 150_000,
    gaps: [],
    logged: 0,
    outbox: [],
    isRestored: false,
  };
}
