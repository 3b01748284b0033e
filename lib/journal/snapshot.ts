// What an act takes along of a saved story, so that it comes back whole though the site may not have it any more.

import type { Story } from '../story/story.ts';
import { isStory } from './is-story.ts';
import { isObject, isString } from './shape.ts';

export interface Snapshot {
  story: Story;
  /** Its text as the feed gave it, hostile until it is sanitised; absent where none was kept. */
  html?: string;
}

export function toSnapshot(story: Story, html: string | undefined): Snapshot {
  return { story, ...(html !== undefined && { html }) };
}

/** The story of a snapshot that was read; undefined for what is none. */
export function fromSnapshot(value: unknown): Snapshot | undefined {
  if (!isObject(value) || !isStory(value['story'])) return undefined;
  return toSnapshot(value['story'], isString(value['html']) ? value['html'] : undefined);
}
