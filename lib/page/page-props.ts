// What every page component is given: a state to show, and what the reader can do.

import type { ComponentType, VNode } from 'preact';
import type { Settings } from '../settings.ts';
import type { Filter } from '../story/filter.ts';
import type { Brief, Headline } from '../story/headline.ts';
import type { Marking } from '../story/marking.ts';
import type { TimeWords } from '../words/time.ts';
import type { Headlines } from './headlines.ts';

export interface PageProps {
  headlines: Headlines;
  acts: FirstActs;
  time: TimeWords;
  /** Whether what stands behind the status line is shown. */
  showsDetails: boolean;
  /** Parts that are rarely seen; absent until they were loaded, after the first paint. */
  late: Late | undefined;
  /** How many stories are drawn so far: a screenful first, all of them some frames later. */
  rows: number;
  /** Version of the extension, as the manifest has it. */
  version(): string;
}

/** The parts, and what they can do. */
export interface Late extends LateParts {
  acts: PageActs;
}

/** What is rarely seen, or never at once: see components/late-parts.ts. */
export interface LateParts {
  /** All that stands between the head of a page and its list. */
  Above: ComponentType<SlotProps>;
  /** All that stands below the list, or lies over the page. */
  Below: ComponentType<SlotProps>;
  /** What stands above the head of a page, in a place that is kept for it. */
  Top: ComponentType<LateProps>;
  BriefFoot: ComponentType<{ story: Headline; brief: Brief; time: TimeWords; now: number }>;
  EmptyState: ComponentType<{ headlines: Headlines }>;
  ListEnd: ComponentType<LateProps>;
  /** What stands in the place that is kept for it above the list: the day as a spectrum, the brief, the filter. */
  Strip: ComponentType<SlotProps>;
  StatusDetails: ComponentType<DetailsProps>;
  StatusLine: ComponentType<{ headlines: Headlines; time: TimeWords }>;
  /** What stands in the list where stories are missing, by the id of the story above. */
  gapMarkers(props: LateProps): ReadonlyMap<string, VNode[]>;
  /** Whether a row has marks to show. */
  isMarked(story: Headline): boolean;
  /** Writes them into the row. */
  writeMarks(row: HTMLElement, story: Headline): void;
}

/** What is given to parts of a page that show and act. */
export interface LateProps extends Pick<PageProps, 'headlines' | 'time'> {
  acts: PageActs;
}

/** What is given to the parts that hold others. */
export interface SlotProps extends LateProps {
  surface: PageSurface;
}

/** Which page it is: the same parts stand otherwise on each. */
export type PageSurface = 'popup' | 'front';

export interface DetailsProps {
  headlines: Headlines;
  acts: PageActs;
  time: TimeWords;
  version(): string;
}

/** What a reader can want of the archive: to stop it or go on, or another depth. */
export type ArchiveChange = { state: 'filling' | 'stopped' } | { days: Settings['archive'] };

/** What a reader can do as soon as there are rows. */
export interface FirstActs {
  /** Follows a story's link, and keeps that it was read. */
  open(story: Headline, event: MouseEvent): void;
  mark(marking: Marking): void;
  /** Unfolds or folds the highlights of a story. */
  unfold(story: Headline): void;
  toggleDetails(): void;
  /** Asks the site now. */
  poll(): void;
}

/** Everything that a reader can do on a page that lives. */
export interface PageActs extends FirstActs {
  undo(): void;
  dismissUndo(): void;
  /** Saves a story, or lets it go where it is saved. */
  save(story: Headline): void;
  showOlder(): void;
  /** Narrows the list, or shows all again. */
  filterBy(filter: Filter | undefined): void;
  /** Puts the focus where the words are typed that narrow the list. */
  focusFilter(): void;
  /** Opens the list beside the page that the reader is on. */
  openPanel(): void;
  setTicker(ticker: Settings['ticker']): void;
  /** Shows the stories that came in while the list was read. */
  showWaiting(): void;
  /** Asks for the stories of gaps now. */
  fillGaps(): void;
  /** Stops the fetching of the archive, goes on with it, or asks for more of it. */
  setArchive(change: ArchiveChange): void;
  /** Puts the notice away that says what came back. */
  dismissRestored(): void;
  /** Puts away what is told once. */
  dismissGreeting(): void;
  /** Puts away that the briefing is ready. */
  dismissBriefing(): void;
  /** Asks the reader for access to the site. */
  grantAccess(): void;
  /** Has a new database put in the place of one that can't be read. */
  rebuild(): void;
  /** Takes the version that is ready, or a page of the one that runs. */
  reload(): void;
  /** Opens a story in the reader, which marks it read. */
  openReader(story: Headline): void;
  /** Back to the list, and to the story in it. */
  closeReader(): void;
  /** Opens the story below the open one in the list, or the one above it. */
  readNext(): void;
  readPrevious(): void;
  /** Shows the pictures of the open story, or hides them. */
  togglePictures(): void;
  /** Shows the other of two texts of a saved story: as it was saved, or as it is on the site. */
  swapText(): void;
  /** Shows the open story as it is stored now. */
  reread(): void;
}
