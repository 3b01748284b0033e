// Where the reader was in the popup, for when it is opened again within the same visit: which story was at the top of
// the list, which were unfolded, and which was open, how far down. Kept in localStorage, for a popup ends without a
// word; lost, it costs a scroll.

import { type Filter, toFilter } from '../story/filter.ts';
import { VISIT_GAP_MS } from '../story/visit.ts';

const KEY = 'place';
/** After the last scroll, press or move of the focus; by then what was asked for is shown. */
const SOON_MS = 100;

interface Place {
  /** When it was left, in ms. */
  at: number;
  /** The story at the top of what was in view, and how far above it its upper edge was, in px; absent at the very top. */
  top?: { id: string; above: number } | undefined;
  /** Ids of the stories whose brief was shown. */
  unfolded: string[];
  /** What narrowed the list; read anew, for it comes from a disk. */
  filter?: Filter | undefined;
  /** The story that was open in the reader, and how far down it, in px. */
  open?: { id: string; top: number } | undefined;
}

/** What brings the reader back. */
export interface Restorer {
  unfold(id: string): Promise<void>;
  filterBy(filter: Filter): Promise<void>;
  /** Opens a story in the reader, so far down. */
  reopen(id: string, top: number): Promise<void>;
}

export interface PlaceKeeper {
  /** Brings the reader back to where they were, and from then on keeps where they are. */
  restore(restorer: Restorer): Promise<void>;
  /** To be told after each drawing what narrows the list. */
  drawn(filter: Filter | undefined): void;
}

/** Keeps where the reader is under `root`. */
export function placeKeeper(
  root: HTMLElement,
  kept: Pick<Storage, 'getItem' | 'setItem'>,
  now: () => number,
): PlaceKeeper {
  const list = root.querySelector<HTMLElement>('[data-list]') ?? root;
  let filter: Filter | undefined;
  let isRestored = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function keep(): void {
    clearTimeout(timer);
    const place: Place = {
      at: now(),
      top: topStory(list),
      unfolded: unfoldedIn(list),
      filter,
      open: openIn(root),
    };
    try {
      kept.setItem(KEY, JSON.stringify(place));
    } catch {
      // full, or switched off
    }
  }

  function keepSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(keep, SOON_MS);
  }

  async function goTo({ filter: narrowedBy, unfolded, top, open }: Place, restorer: Restorer): Promise<void> {
    const known = toFilter(narrowedBy);
    if (known !== undefined) await restorer.filterBy(known);
    if (open !== undefined) void restorer.reopen(open.id, open.top);
    for (const id of unfolded) if (storyOf(list, id) !== undefined) await restorer.unfold(id);
    // Twice, for days that come into view are laid out only then, and are of another height than was thought.
    for (let frame = 0; top !== undefined && frame < 2; frame += 1) {
      const story = storyOf(list, top.id);
      if (story !== undefined) list.scrollTop += topOf(story, list) + top.above;
      await new Promise((painted) => requestAnimationFrame(painted));
    }
  }

  return {
    async restore(restorer) {
      const place = readPlace(kept);
      if (place !== undefined && now() - place.at < VISIT_GAP_MS) await goTo(place, restorer);
      isRestored = true;
      // What is opened, closed or left by a key moves the focus.
      for (const event of ['scroll', 'click', 'focusin'])
        root.addEventListener(event, keepSoon, { passive: true, capture: true });
      addEventListener('pagehide', keep);
    },
    drawn(shownBy) {
      if (shownBy !== filter && isRestored) keepSoon();
      filter = shownBy;
    },
  };
}

function readPlace(kept: Pick<Storage, 'getItem'>): Place | undefined {
  try {
    const place: unknown = JSON.parse(kept.getItem(KEY) ?? '');
    return isPlace(place) ? place : undefined;
  } catch {
    return undefined;
  }
}

function isPlace(place: unknown): place is Place {
  const { at, top, unfolded, open } = Object(place);
  const isTop = top === undefined || (typeof top?.id === 'string' && Number.isFinite(top.above));
  const isOpen = open === undefined || (typeof open?.id === 'string' && Number.isFinite(open.top));
  return Number.isFinite(at) && isTop && isOpen && Array.isArray(unfolded);
}

function stories(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[data-id]')];
}

function storyOf(list: HTMLElement, id: string): HTMLElement | undefined {
  return stories(list).find(({ dataset }) => dataset['id'] === id);
}

/** From the upper edge of what is in view down to that of a story, in px. */
function topOf(story: HTMLElement, list: HTMLElement): number {
  return story.getBoundingClientRect().top - list.getBoundingClientRect().top;
}

function topStory(list: HTMLElement): Place['top'] {
  const story = stories(list).find((row) => topOf(row, list) + row.offsetHeight > 0);
  const id = story?.dataset['id'];
  if (list.scrollTop === 0 || story === undefined || id === undefined) return undefined;
  return { id, above: -topOf(story, list) };
}

function unfoldedIn(list: HTMLElement): string[] {
  return [...list.querySelectorAll('[aria-expanded="true"]')].flatMap(
    (button) => button.closest<HTMLElement>('[data-id]')?.dataset['id'] ?? [],
  );
}

function openIn(root: HTMLElement): Place['open'] {
  const reader = root.querySelector<HTMLElement>('[data-reader]');
  const id = reader?.dataset['reader'];
  return reader === null || id === undefined ? undefined : { id, top: reader.scrollTop };
}
