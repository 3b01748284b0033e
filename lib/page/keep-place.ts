// Where the reader was in the list of the popup, for when it is opened again within the same visit: which story was at
// the top, and which were unfolded. Kept in localStorage, for a popup ends without a word; lost, it costs a scroll.

import { type Filter, toFilter } from '../story/filter.ts';
import { VISIT_GAP_MS } from '../story/visit.ts';

const KEY = 'place';
/** After the last scroll or press; by then what was pressed for is shown. */
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
}

/** What brings a list to where it was. */
export interface Restorer {
  unfold(id: string): Promise<void>;
  filterBy(filter: Filter): Promise<void>;
}

export interface PlaceKeeper {
  /** Brings the reader back to where they were, and from then on keeps where they are. */
  restore(restorer: Restorer): Promise<void>;
  /** To be told after each drawing what narrows the list. */
  drawn(filter: Filter | undefined): void;
}

export function placeKeeper(
  list: HTMLElement,
  kept: Pick<Storage, 'getItem' | 'setItem'>,
  now: () => number,
): PlaceKeeper {
  let filter: Filter | undefined;
  let isRestored = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function keep(): void {
    clearTimeout(timer);
    const place: Place = { at: now(), top: topStory(list), unfolded: unfoldedIn(list), filter };
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

  async function goTo({ filter: narrowedBy, unfolded, top }: Place, restorer: Restorer): Promise<void> {
    const known = toFilter(narrowedBy);
    if (known !== undefined) await restorer.filterBy(known);
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
      list.addEventListener('scroll', keepSoon, { passive: true });
      list.addEventListener('click', keepSoon);
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
  const { at, top, unfolded } = Object(place);
  const isTop = top === undefined || (typeof top?.id === 'string' && Number.isFinite(top.above));
  return Number.isFinite(at) && isTop && Array.isArray(unfolded);
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
