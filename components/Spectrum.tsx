import type { Headlines } from '../lib/page/headlines.ts';
import { listedAt } from '../lib/story/days.ts';
import type { Headline } from '../lib/story/headline.ts';
import type { StoryState } from '../lib/story/story.ts';
import { say } from '../lib/words/say.ts';
import type { TimeWords } from '../lib/words/time.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const WIDTH = 1000;
const HEIGHT = 24;
/** Where a line begins, from the top: tall when new, half when seen, low when read. */
const TOP: Record<StoryState, number> = { new: 3, seen: 11, read: 17 };

export interface SpectrumProps {
  headlines: Headlines;
  time: TimeWords;
}

/** The last 24 hours as a spectrum: a line is a story, at its hour, as tall as it is new. */
export function Spectrum({ headlines, time }: SpectrumProps) {
  const { stories, shownAs, now } = headlines;
  const from = now - DAY_MS;
  const ofDay = stories.filter((story) => listedAt(story) >= from);
  const line = (story: Headline) => {
    const x = ((listedAt(story) - from) / DAY_MS) * WIDTH;
    return `M${Math.min(x, WIDTH - 1).toFixed(1)} ${TOP[shownAs(story)]}V${HEIGHT}`;
  };
  const lines = (state: StoryState) =>
    ofDay
      .filter((story) => shownAs(story) === state)
      .map(line)
      .join('');
  return (
    <>
      <svg
        class="spectrum"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={say('spectrum', { count: ofDay.length })}
      >
        <path class="read" d={lines('read')} />
        <path class="seen" d={lines('seen')} />
        <path class="new" d={lines('new')} />
      </svg>
      <p class="hours" data-from={time.clock(from)} data-to={say('now')} aria-hidden="true">
        {time.clock(from + DAY_MS / 2)}
      </p>
    </>
  );
}
