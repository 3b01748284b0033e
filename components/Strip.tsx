import type { SlotProps } from '../lib/page/page-props.ts';
import { FilterBar } from './FilterBar.tsx';
import { Spectrum } from './Spectrum.tsx';

/** What stands above the list, in a place that is kept for it from the first paint. */
export function Strip(props: SlotProps) {
  const { headlines, time } = props;
  return (
    <>
      <Spectrum headlines={headlines} time={time} />
      <FilterBar {...props} />
    </>
  );
}
