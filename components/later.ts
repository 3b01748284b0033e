// All that a page loads after its first paint, in one chunk: what brings it to life, and its parts that come late.

export { actsOf } from '../lib/page/acts.ts';
export { live } from '../lib/page/live.ts';
export * as parts from './late-parts.ts';
