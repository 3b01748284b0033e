import type { LateProps, SlotProps } from '../lib/page/page-props.ts';
import { hasNotice } from '../lib/page/status.ts';
import { onDemand } from './on-demand.ts';
import { Waiting } from './Waiting.tsx';

const Notices = onDemand<LateProps>(() => import('./Notice.tsx').then((part) => part.Notices));

/** What stands between the head of a page and its list. */
export function Above(props: SlotProps) {
  const { headlines, acts } = props;
  return (
    <>
      {headlines.kind !== 'opening' && hasNotice(headlines) && <Notices {...props} />}
      <Waiting headlines={headlines} acts={acts} />
    </>
  );
}
