// What a list holds of a story: what its row shows. The texts that unfold are held for the few that were unfolded.

import { tellingCategory } from '../site.ts';
import { type Edit, type Story, type StoryFacts, type StoryState, stateOf } from './story.ts';

/** What a story says in short. */
export interface Brief extends Pick<StoryFacts, 'highlights' | 'summary'> {
  author: StoryFacts['author'];
  comments: StoryFacts['comments'];
  edit: Edit | undefined;
  image: StoryFacts['image'];
}

/** Every field in every one: objects of one shape are half as large as those of many (docs/decisions.md, heap). */
export interface Headline {
  id: string;
  /** As the feed gave it. */
  guid: string;
  /** Empty where the site published none. */
  title: string;
  link: string | undefined;
  /** The one that tells most. */
  category: string | undefined;
  /** Sort key, as the story's. */
  order: number;
  /** Number of its arrival, as the story's. */
  arrival: number;
  countsAsUnread: boolean;
  state: StoryState;
  /** Its words were edited since it was first met. */
  isEdited: boolean;
  /** The title among them. */
  isRetitled: boolean;
  isSaved: boolean;
  /** Gone from the site; listed only because it is saved. */
  isWithdrawn: boolean;
  /** Whether there is anything to unfold. */
  hasBrief: boolean;
  brief: Brief | undefined;
}

/** What a list holds of a story, with or without its brief, and that with or without its image. */
export function toHeadline(story: Story, withBrief: boolean, withImage = false): Headline {
  const { id, facts, order, arrival, unread, states, edit, withdrawnAt } = story;
  const { guid, title, link, highlights, summary, author, comments, image } = facts;
  return {
    id,
    guid,
    title,
    link,
    category: tellingCategory(facts.categories),
    order,
    arrival,
    countsAsUnread: unread !== undefined,
    state: stateOf(story),
    isEdited: edit !== undefined,
    isRetitled: edit?.title !== undefined,
    isSaved: states.savedAt !== undefined,
    isWithdrawn: withdrawnAt !== undefined,
    hasBrief: highlights.length > 0 || summary !== '' || edit !== undefined,
    brief: withBrief
      ? { highlights, summary, author, comments, edit, image: withImage ? image : undefined }
      : undefined,
  };
}
