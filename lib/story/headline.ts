// What a list holds of a story: what its row shows. The texts that unfold are held for the few that were unfolded.

import { tellingCategory } from '../site.ts';
import type { Story, StoryFacts, StoryStates } from './story.ts';

/** What a story says in short. */
export type Brief = Pick<StoryFacts, 'highlights' | 'summary' | 'author' | 'comments'>;

export interface Headline {
  id: string;
  /** As the feed gave it. */
  guid: string;
  /** Empty where the site published none. */
  title: string;
  link?: string;
  /** The one that tells most. */
  category?: string;
  /** Sort key, as the story's. */
  order: number;
  countsAsUnread: boolean;
  states: StoryStates;
  /** Whether there is anything to unfold. */
  hasBrief: boolean;
  brief?: Brief;
}

/** What a list holds of a story, with or without its brief. */
export function toHeadline({ id, facts, order, unread, states }: Story, withBrief: boolean): Headline {
  const { guid, title, link, highlights, summary, author, comments } = facts;
  const category = tellingCategory(facts.categories);
  return {
    id,
    guid,
    title,
    ...(link !== undefined && { link }),
    ...(category !== undefined && { category }),
    order,
    countsAsUnread: unread !== undefined,
    states,
    hasBrief: highlights.length > 0 || summary !== '',
    ...(withBrief && {
      brief: {
        highlights,
        summary,
        ...(author !== undefined && { author }),
        ...(comments !== undefined && { comments }),
      },
    }),
  };
}
