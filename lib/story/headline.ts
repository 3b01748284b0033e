// What a list holds of a story: what its row shows. The texts that unfold are held for the few that were unfolded.

import { tellingCategory } from '../site.ts';
import type { Edit, Story, StoryFacts, StoryStates } from './story.ts';

/** What a story says in short. */
export interface Brief extends Pick<StoryFacts, 'highlights' | 'summary' | 'author' | 'comments' | 'image'> {
  edit?: Edit;
}

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
  isFromArchive?: boolean;
  /** Its words were edited since it was first met. */
  isEdited?: boolean;
  /** The title among them. */
  isRetitled?: boolean;
  isSaved?: boolean;
  /** Gone from the site; listed only because it is saved. */
  isWithdrawn?: boolean;
  /** Whether there is anything to unfold. */
  hasBrief: boolean;
  brief?: Brief;
}

/** What a list holds of a story, with or without its brief, and that with or without its image. */
export function toHeadline(story: Story, withBrief: boolean, withImage = false): Headline {
  const { id, facts, order, unread, states, isFromArchive, edit, withdrawnAt } = story;
  const { guid, title, link, highlights, summary, author, comments, image } = facts;
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
    ...(isFromArchive && { isFromArchive }),
    ...(edit !== undefined && { isEdited: true }),
    ...(edit?.title !== undefined && { isRetitled: true }),
    ...(states.savedAt !== undefined && { isSaved: true }),
    ...(withdrawnAt !== undefined && { isWithdrawn: true }),
    hasBrief: highlights.length > 0 || summary !== '' || edit !== undefined,
    ...(withBrief && {
      brief: {
        highlights,
        summary,
        ...(author !== undefined && { author }),
        ...(comments !== undefined && { comments }),
        ...(edit !== undefined && { edit }),
        ...(withImage && image !== undefined && { image }),
      },
    }),
  };
}
