// What a page loads after its first paint. One chunk, so that it comes in one piece; what is seen on few days comes
// when it is first drawn.

import { h } from 'preact';
import type { DetailsProps, LateProps } from '../lib/page/page-props.ts';
import { onDemand } from './on-demand.ts';

export { Above } from './Above.tsx';
export { Below } from './Below.tsx';
export { BriefFoot } from './BriefFoot.tsx';
export { gapMarkers } from './GapMarker.tsx';
export { ListEnd } from './ListEnd.tsx';
export { isMarked, writeMarks } from './marks.ts';
export { StatusLine } from './StatusLine.tsx';
export { Strip } from './Strip.tsx';

export const EmptyState = onDemand<Pick<LateProps, 'headlines'>>(() =>
  import('./EmptyState.tsx').then((part) => part.EmptyState),
);
const Ticker = onDemand<LateProps>(() => import('./Ticker.tsx').then((part) => part.Ticker));

/** The ticker, where the reader has not hidden it. */
export function Top(props: LateProps) {
  const { settings, stories } = props.headlines;
  return settings?.chosen['ticker'] === 'hidden' || stories.length === 0 ? null : h(Ticker, props);
}

export const StatusDetails = onDemand<DetailsProps>(() =>
  import('./StatusDetails.tsx').then((part) => part.StatusDetails),
);
