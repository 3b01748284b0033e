// What a page loads after its first paint. One chunk, so that it comes in one piece; what is seen on few days comes
// when it is first drawn.

import { h } from 'preact';
import type { DetailsProps, LateProps } from '../lib/page/page-props.ts';
import { hasNotice } from '../lib/page/status.ts';
import { onDemand } from './on-demand.ts';

export { Afloat } from './Afloat.tsx';
export { BriefFoot } from './BriefFoot.tsx';
export { gapMarkers } from './GapMarker.tsx';
export { Imprint } from './Imprint.tsx';
export { ListEnd } from './ListEnd.tsx';
export { isMarked, writeMarks } from './marks.ts';
export { Spectrum } from './Spectrum.tsx';
export { StatusLine } from './StatusLine.tsx';
export { UndoBar } from './UndoBar.tsx';
export { Waiting } from './Waiting.tsx';

export const EmptyState = onDemand<Pick<LateProps, 'headlines'>>(() =>
  import('./EmptyState.tsx').then((part) => part.EmptyState),
);
const NoticesOnDemand = onDemand<LateProps>(() => import('./Notice.tsx').then((part) => part.Notices));

/** What is told beside the status line, where there is anything. */
export function Notices(props: LateProps) {
  return hasNotice(props.headlines) ? h(NoticesOnDemand, props) : null;
}

export const StatusDetails = onDemand<DetailsProps>(() =>
  import('./StatusDetails.tsx').then((part) => part.StatusDetails),
);
