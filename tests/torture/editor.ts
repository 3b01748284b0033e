// The hand at the site: publishes, edits, withdraws and brings back stories at random, as the site was seen to do.

import type { Site, SiteStory } from '../support/site.ts';
import type { Random } from './random.ts';

const FIRST_STORIES = 14;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Between two stories, by what the site says: every one has a second of its own, and none lies ahead. */
const GAP_MS = { least: 1_000, most: 20_000 };
/** Below this the site takes nothing more away. */
const FEWEST_STORIES = 11;

export interface Editor {
  /** Makes three changes at most, and `fewest` at least; says which. */
  change(site: Site, random: Random, fewest: number): string[];
}

/** The stories that are there when a run begins, newest first. */
export function firstStories(now: number): SiteStory[] {
  const stories = Array.from({ length: FIRST_STORIES }, (_, index) =>
    story(index + 1, now - 2 * DAY_MS + index * GAP_MS.most),
  );
  return stories.reverse();
}

export function editor(): Editor {
  let latestId = FIRST_STORIES;
  let renamings = 0;
  let corrections = 0;
  const withdrawn: SiteStory[] = [];

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
    (site, random) => {
      if (site.stories.length <= FEWEST_STORIES) return publish(site, random);
      const gone = random.pick(newest(site));
      withdrawn.push(gone);
      site.withdraw(gone.id);
      return `withdraws ${gone.id}`;
    },
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

  return {
    change: (site, random, fewest) =>
      Array.from({ length: random.between(fewest, 3) }, () => random.pick(changes)(site, random)),
  };
}

function newest(site: Site): SiteStory[] {
  return site.stories.toSorted((a, b) => b.publishedAt - a.publishedAt).slice(0, site.pageSize);
}

function story(id: number, publishedAt: number): SiteStory {
  const paragraph = `<p>${`What story ${id} tells of rare earths. `.repeat(40)}</p>\n`;
  return { id, title: `Story ${id}`, slug: `story-${id}`, publishedAt, contentHtml: paragraph };
}
