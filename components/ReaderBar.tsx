import type { Around } from '../lib/page/around.ts';
import { say } from '../lib/words/say.ts';
import type { ReaderProps } from './Reader.tsx';
import { Tool } from './Tools.tsx';

/** What can be done with the open story, and the way back. It stays in view. */
export function ReaderBar({ reading, headlines, acts, surface, place }: ReaderProps & { place: Around }) {
  const { story } = reading;
  const { stories, hasOlder } = headlines;
  const isRead = story.state === 'read';
  const isSaved = story.isSaved;
  const isLast = place.next === undefined && !hasOlder;
  // Firefox closes its popup at Escape before the page hears of it; opened again, it shows the story again.
  const hasEscape = surface !== 'popup' || !import.meta.env.FIREFOX;
  return (
    <header class="reader-bar">
      <button
        type="button"
        class="back"
        data-action="close-reader"
        aria-keyshortcuts={hasEscape ? 'Escape' : undefined}
        onClick={acts.closeReader}
      >
        {say('readerClose')}
      </button>
      {place.at !== undefined && (
        <span class="place">
          {say(hasOlder ? 'readerPlaceOfMore' : 'readerPlace', { at: place.at, of: stories.length })}
        </span>
      )}
      <button
        type="button"
        class="save"
        data-action="save"
        aria-pressed={isSaved}
        onClick={() => acts.save(story)}
      >
        {say(isSaved ? 'saved' : 'save')}
      </button>
      <Tool
        sign={isRead ? 'unread' : 'read'}
        action={isRead ? 'unread' : 'read'}
        name={say(isRead ? 'markUnread' : 'markRead')}
        press={() => acts.mark({ kind: isRead ? 'unread' : 'read', id: story.id })}
      />
      <Tool
        sign="previous"
        action="previous"
        name={say('readerPrevious')}
        isIdle={place.previous === undefined}
        press={acts.readPrevious}
      />
      <Tool sign="next" action="next" name={say('readerNext')} isIdle={isLast} press={acts.readNext} />
    </header>
  );
}
