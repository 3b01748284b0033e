import type { VNode } from 'preact';
import { missingWords, nextPageWords } from '../lib/page/fill-words.ts';
import type { Headlines } from '../lib/page/headlines.ts';
import type { LateProps } from '../lib/page/page-props.ts';
import { storyAbove } from '../lib/story/gap-place.ts';
import { say } from '../lib/words/say.ts';

/** The marks of the gaps whose place is in the list, by the id of the story that each stands below. */
export function gapMarkers(props: LateProps): ReadonlyMap<string, VNode[]> {
  const markers = new Map<string, VNode[]>();
  const { gaps, stories, hasOlder } = props.headlines;
  for (const gap of gaps) {
    const above = storyAbove(stories, gap.edge.at, hasOlder)?.id;
    if (above === undefined) continue;
    const marker = <GapMarker key={gap.foundAt} gap={gap} {...props} />;
    markers.set(above, [...(markers.get(above) ?? []), marker]);
  }
  return markers;
}

function GapMarker({ gap, headlines, acts, time }: LateProps & { gap: Headlines['gaps'][number] }) {
  return (
    <div class="gap" data-gap={gap.pages}>
      <p id={`gap-${gap.foundAt}-words`}>
        <b>{missingWords(gap, headlines.now)}</b> {nextPageWords(gap, headlines, time)}
      </p>
      <button
        type="button"
        class="link"
        id={`gap-${gap.foundAt}`}
        data-action="fill-gap"
        aria-describedby={`gap-${gap.foundAt}-words`}
        onClick={acts.fillGaps}
      >
        {say('fillNow')}
      </button>
    </div>
  );
}
