// The hand at the site: publishes, edits, withdraws and brings back stories at random, as the site was seen to do.

import type { Site, SiteStory } from '../support/site.ts';
import type { Random } from './random.ts';

/** Those that a first page of the feed holds and a few more, and the older ones, of which some are wanted by who wants all alone. */
const NEW_STORIES = 14;
const OLD_STORIES = 100;
const FIRST_STORIES = NEW_STORIES + OLD_STORIES;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Between two stories, by what the site says: every one has a second of its own, and none lies ahead. */
const GAP_MS = { least: 1_000, most: 20_000 };
const OLD_GAP_MS = 1.1 * DAY_MS;
/** Below this the site takes nothing more away. */
const FEWEST_STORIES = FIRST_STORIES - 3;
/** More than a page of the feed holds. */
const BURST = { least: 11, most: 24 };
/** From the top, where what is withdrawn in the midst of a round may stand: a few pages. */
const TOUCHED = 35;

export interface Editor {
  /** Makes three changes at most, and `fewest` at least; says which. */
  change(site: Site, random: Random, fewest: number): string[];
  /** Publishes more at once than a page of the feed holds; says which. */
  burst(site: Site, random: Random): string;
  /** Publishes or withdraws one story; says which. */
  touch(site: Site, random: Random): string;
  /** The stories that stood on the site ever since they were published on top of it. */
  constant(site: Site): SiteStory[];
  /** How many were withdrawn so far. */
  readonly withdrawals: number;
}

/** The stories that are there when a run begins, newest first. */
export function firstStories(now: number): SiteStory[] {
  const first = now - 2 * DAY_MS;
  const stories = Array.from({ length: FIRST_STORIES }, (_, index) => {
    const place = index - OLD_STORIES;
    return story(index + 1, first + place * (place < 0 ? OLD_GAP_MS : GAP_MS.most));
  });
  return stories.reverse();
}

export function editor(): Editor {
  let latestId = FIRST_STORIES;
  let renamings = 0;
  let corrections = 0;
  let withdrawals = 0;
  const withdrawn: SiteStory[] = [];
  const everWithdrawn = new Set<number>();

  const changes: ((site: Site, random: Random) => string)[] = [
    publish,
    publish,
    publish,
    (site, random) => {
      const { id } = random.pick(newest(site));
      corrections += 1;
      site.edit(id, { title: `Story ${id}, corrected ${corrections}` });
      return `edits the title of ${id}`;
    },
    (site, random) => {
      const { id } = random.pick(newest(site));
      renamings += 1;
      site.edit(id, { slug: `story-${id}-renamed-${renamings}` }); // no slug is ever given twice
      return `edits the slug of ${id}`;
    },
    (site, random) => withdraw(site, random, site.pageSize),
    (site, random) => {
      const back = withdrawn.pop();
      if (back === undefined) return publish(site, random);
      site.publish(back);
      return `brings ${back.id} back`;
    },
  ];

  function publish(site: Site, random: Random): string {
    const publishedAt =
      Math.max(...site.stories.concat(withdrawn).map((earlier) => earlier.publishedAt)) +
      random.between(GAP_MS.least, GAP_MS.most);
    latestId += 1;
    site.publish(story(latestId, publishedAt));
    return `publishes ${latestId}`;
  }

  function withdraw(site: Site, random: Random, range: number): string {
    if (site.stories.length <= FEWEST_STORIES) return publish(site, random);
    const gone = random.pick(newest(site, range));
    withdrawn.push(gone);
    everWithdrawn.add(gone.id);
    withdrawals += 1;
    site.withdraw(gone.id);
    return `withdraws ${gone.id}`;
  }

  return {
    change: (site, random, fewest) =>
      Array.from({ length: random.between(fewest, 3) }, () => random.pick(changes)(site, random)),
    burst(site, random) {
      const count = random.between(BURST.least, BURST.most);
      const first = latestId + 1;
      for (let left = count; left > 0; left -= 1) publish(site, random);
      return `publishes ${first} to ${latestId} at once`;
    },
    touch: (site, random) =>
      random.below(2) === 0 ? publish(site, random) : withdraw(site, random, TOUCHED),
    constant: (site) => site.stories.filter(({ id }) => !everWithdrawn.has(id)),
    get withdrawals() {
      return withdrawals;
    },
  };
}

function newest(site: Site, count = site.pageSize): SiteStory[] {
  return site.stories.toSorted((a, b) => b.publishedAt - a.publishedAt).slice(0, count);
}

function story(id: number, publishedAt: number): SiteStory {
  const paragraph = `<p>${`What story ${id} tells of rare earths. `.repeat(40)}</p>\n`;
  return { id, title: `Story ${id}`, slug: `story-${id}`, publishedAt, contentHtml: paragraph };
}
