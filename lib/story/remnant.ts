// What is kept of a story that is not stored (any more, or not yet again): so that it is not new when it comes.

import type { Story, StoryStates } from './story.ts';

export interface Remnant {
  id: string;
  aliases: string[];
  /** When it was first met; absent where that is not known any more. */
  firstSeenAt?: number;
  /** Its number when it arrived; absent where that is not known any more: then it arrives anew. */
  arrival?: number;
  states: StoryStates;
}

/** The story with what is known of it from before: the reader's states, and when it was first met. */
export function withRemnant(story: Story, { aliases, firstSeenAt, arrival, states }: Remnant): Story {
  return {
    ...story,
    aliases: [...new Set([...story.aliases, ...aliases])],
    firstSeenAt: Math.min(story.firstSeenAt, firstSeenAt ?? story.firstSeenAt),
    arrival: arrival ?? story.arrival,
    states: { ...story.states, ...states },
  };
}
