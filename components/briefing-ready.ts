// The line that says that the briefing is ready: its code is loaded when it is first drawn, on few openings of a day.

import type { LateProps } from '../lib/page/page-props.ts';
import { onDemand } from './on-demand.ts';

export const BriefingReady = onDemand<Pick<LateProps, 'acts'>>(() =>
  import('./BriefingReady.tsx').then((part) => part.BriefingReady),
);
