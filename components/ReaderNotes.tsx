import type { ComponentChildren } from 'preact';
import { say } from '../lib/words/say.ts';
import type { ReaderProps } from './Reader.tsx';

/** What has become of the story, what is shown of it, and why its text is missing where it is. */
export function ReaderNotes({ reading, acts }: ReaderProps) {
  const { story, article, trouble, version } = reading;
  const hasText = article !== undefined;
  return (
    <>
      {story.isWithdrawn && <Note>{say('readerTakenBack')}</Note>}
      {trouble === 'gone' && <Note>{say('readerGone')}</Note>}
      {trouble === 'edited' && (
        <Note action="reread" press={acts.reread} does={say('readerShowEdited')}>
          {say('readerEdited')}
        </Note>
      )}
      {trouble === 'opening' && <Note>{say('readerOpening')}</Note>}
      {trouble === 'unreadable' && (
        <Note action="reread" press={acts.reread} does={say('tryAgain')}>
          {say(hasText ? 'readerStaysReadable' : 'readerUnreadable')}
        </Note>
      )}
      {version && (
        <Note
          action="swap-text"
          press={acts.swapText}
          does={say(version === 'saved' ? 'readerShowPresent' : 'readerShowSaved')}
        >
          {say(version === 'saved' ? 'readerAsSaved' : 'readerAsPresent')}
        </Note>
      )}
      {!hasText && trouble === undefined && <Note>{say('readerNoText')}</Note>}
      {article?.markup === '' && <Note>{say('readerEmpty')}</Note>}
    </>
  );
}

/** How many pictures there are, and that to load them asks the site. */
export function PicturesNote({ reading: { article, showsPictures }, acts }: ReaderProps) {
  const count = article?.pictures.filter(({ isOwn }) => isOwn).length ?? 0;
  if (count === 0) return null;
  return (
    <Note
      action="pictures"
      press={acts.togglePictures}
      does={say(showsPictures ? 'picturesHide' : 'picturesShow', { count })}
    >
      {say(showsPictures ? 'picturesShown' : 'picturesNotShown', { count })}
    </Note>
  );
}

interface NoteProps {
  children: ComponentChildren;
  action?: string;
  /** What a press does. */
  does?: string;
  press?: () => void;
}

function Note({ children, action, does, press }: NoteProps) {
  return (
    <p class="note">
      <span>{children}</span>
      {press && (
        <button type="button" class="button" data-action={action} onClick={press}>
          {does}
        </button>
      )}
    </p>
  );
}
