// What a page loads after its first paint: seen rarely, or never at once. One chunk, so that it comes in one piece.

export { EmptyState } from './EmptyState.tsx';
export { Notices } from './Notice.tsx';
export { ShowOlder } from './ShowOlder.tsx';
export { StatusDetails } from './StatusDetails.tsx';
export { StatusLine } from './StatusLine.tsx';
export { UndoBar } from './UndoBar.tsx';
