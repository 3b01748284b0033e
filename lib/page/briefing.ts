// What the page of the daily briefing shows: the stories of its time, and which of them the reader wants to take along.
// Pure.

import type { StoreFault } from '../store/open.ts';
import type { StoredBriefing } from '../store/read-briefing.ts';
import {
  type BriefingGroup,
  type BriefingKind,
  groupByCategory,
  type Span,
  spanOf,
  USUAL_HOUR,
} from '../story/briefing.ts';
import { type Headline, toHeadline } from '../story/headline.ts';
import type { StoryState } from '../story/story.ts';

/** Stories that are read at first, and with each step further. More than the site has ever published in a day. */
export const PAGE_OF_BRIEFING = 200;

/** A site that was not read for so long before the end of a briefing may have published more. */
const STALE_MS = 60 * 60 * 1000;

/** A way to take it along. */
export type Form = 'markdown' | 'text';

/** Which stories are included: all but the exceptions, or, where the reader picks, none but them. */
export interface Selection {
  isPicked: boolean;
  exceptions: ReadonlySet<string>;
}

export const EVERYTHING: Selection = { isPicked: false, exceptions: new Set() };
export const NOTHING: Selection = { isPicked: true, exceptions: new Set() };

export interface Briefing {
  /** `opening` until the store was first read; `failed` while it can't be: what was read before stays. */
  kind: 'opening' | 'open' | 'failed';
  which: BriefingKind;
  hour: number;
  span: Span;
  groups: readonly BriefingGroup[];
  /** How many stories of this time are kept; more than those in `groups` where not all are shown yet. */
  total: number;
  shown: number;
  /** How many of those shown are included. */
  included: number;
  isIncluded(story: Headline): boolean;
  /** The state in which a story is shown: what was new when the page was opened stays new while it is read. */
  shownAs(story: Headline): StoryState;
  /** When the newest story of all is listed; absent where none is kept. */
  newestAt: number | undefined;
  /** When the site was last read, where that is too long ago for this to be all; absent where it is not. */
  staleSince: number | 'never' | undefined;
  /** Where stories of this time are missing, and the archive where it does not reach down to its beginning. */
  gaps: StoredBriefing['gaps'];
  archive: StoredBriefing['archive'];
  isOnline: boolean;
  fault: StoreFault['why'] | undefined;
  now: number;
}

/** What the page knows beside the store. */
export interface Around {
  which: BriefingKind;
  selection: Selection;
  newWhenSeen: ReadonlySet<string>;
  isOnline: boolean;
  fault: StoreFault['why'] | undefined;
  now: number;
}

export function toBriefing(stored: StoredBriefing | undefined, around: Around): Briefing {
  const { which, selection, newWhenSeen, isOnline, fault, now } = around;
  const stories = stored?.stories.map((story) => toHeadline(story, true)) ?? [];
  const isIncluded = ({ id }: Headline) => selection.exceptions.has(id) === selection.isPicked;
  const { hour = USUAL_HOUR, span = spanOf(which, now, hour), total = 0, newestAt } = stored ?? {};
  return {
    kind: fault !== undefined ? 'failed' : stored === undefined ? 'opening' : 'open',
    which,
    hour,
    span,
    groups: groupByCategory(stories),
    total,
    shown: stories.length,
    included: stories.filter(isIncluded).length,
    isIncluded,
    shownAs: ({ id, state }) => (state === 'seen' && newWhenSeen.has(id) ? 'new' : state),
    newestAt,
    gaps: stored?.gaps ?? [],
    archive: stored?.archive,
    staleSince: stored && staleSince(stored.readAt, Math.min(span.to, now)),
    isOnline,
    fault,
    now,
  };
}

function staleSince(readAt: number | undefined, end: number): Briefing['staleSince'] {
  if (readAt === undefined) return 'never';
  return readAt < end - STALE_MS ? readAt : undefined;
}

/** The selection with one story the other way round. */
export function toggled({ isPicked, exceptions }: Selection, id: string): Selection {
  const others = new Set(exceptions);
  if (!others.delete(id)) others.add(id);
  return { isPicked, exceptions: others };
}
