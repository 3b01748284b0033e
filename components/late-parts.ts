// What a page loads after its first paint: seen rarely, or never at once. One chunk, so that it comes in one piece.

export { BriefFoot } from './BriefFoot.tsx';
export { EmptyState } from './EmptyState.tsx';
export { gapMarkers } from './GapMarker.tsx';
export { ListEnd } from './ListEnd.tsx';
export { isMarked, writeMarks } from './marks.ts';
export { Notices } from './Notice.tsx';
export { StatusDetails } from './StatusDetails.tsx';
export { StatusLine } from './StatusLine.tsx';
export { UndoBar } from './UndoBar.tsx';
