// The reader: one story as a page of its own, over the list that it was opened from. It covers whatever stands beside
// it on its page, so that nothing there can be reached meanwhile, and leaves it as it was.

import { Component, createRef } from 'preact';
import { around } from '../lib/page/around.ts';
import type { SlotProps } from '../lib/page/page-props.ts';
import type { Reading } from '../lib/page/reading.ts';
import { minutesToRead } from '../lib/story/article.ts';
import { listedAt } from '../lib/story/days.ts';
import { say } from '../lib/words/say.ts';
import { ArticleText } from './ArticleText.tsx';
import { adoptStyle } from './adopt-style.ts';
import { Changes } from './Changes.tsx';
import { ReaderBar } from './ReaderBar.tsx';
import { ReaderList } from './ReaderList.tsx';
import { PicturesNote, ReaderNotes } from './ReaderNotes.tsx';
import { ReaderRelated } from './ReaderRelated.tsx';
import style from './style/reader.css?inline';
import { UndoBar } from './UndoBar.tsx';

adoptStyle(style);

export interface ReaderProps extends SlotProps {
  reading: Reading;
}

const TITLE = 'reader-title';

export class Reader extends Component<ReaderProps> {
  private readonly page = createRef<HTMLElement>();

  override componentDidMount(): void {
    document.addEventListener('keydown', this.pressed);
    this.cover(true);
    this.arrive();
  }

  override componentDidUpdate(before: ReaderProps): void {
    this.cover(true); // also what has come since
    if (before.reading.turn !== this.props.reading.turn) this.arrive();
  }

  override componentWillUnmount(): void {
    document.removeEventListener('keydown', this.pressed);
    this.cover(false);
  }

  override render(props: ReaderProps) {
    const { headlines, acts, surface } = props;
    const { story } = props.reading;
    const place = around(headlines.stories, story);
    return (
      <section class="reader" data-reader={story.id} aria-labelledby={TITLE} tabIndex={-1} ref={this.page}>
        <ReaderBar {...props} place={place} />
        <div class="spread">
          <Sheet {...props} next={place.next} />
          {surface === 'front' && <ReaderList {...props} />}
        </div>
        {headlines.undo && <UndoBar record={headlines.undo} acts={acts} />}
      </section>
    );
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault(); // it would close the popup
    this.props.acts.closeReader();
  };

  private cover(isCovered: boolean): void {
    for (const other of this.page.current?.parentElement?.children ?? [])
      if (other !== this.page.current && other instanceof HTMLElement) other.inert = isCovered;
  }

  /** Another story: it begins at its top, or where it was left, and with its title for a screen reader. */
  private arrive(): void {
    const page = this.page.current;
    if (page === null) return;
    page.scrollTop = this.props.reading.top;
    document.getElementById(TITLE)?.focus({ preventScroll: true });
  }
}

function Sheet(props: ReaderProps & { next: Reading['story'] | undefined }) {
  const { reading, acts, time, headlines, next } = props;
  const { story, brief, article } = reading;
  const { edit } = brief;
  const highlights = article?.highlights.length ? article.highlights : brief.highlights;
  const open = (event: MouseEvent) => acts.open(story, event);
  const title = story.title || say('untitled');
  return (
    <article class="sheet" data-id={story.id}>
      <h1 class="headline" id={TITLE} tabIndex={-1} dir="auto">
        {story.link ? (
          <a data-title href={story.link} rel="noreferrer" onClick={open} onAuxClick={open}>
            {title}
          </a>
        ) : (
          title
        )}
      </h1>
      <Byline {...props} />
      <ReaderNotes {...props} />
      {highlights.length > 0 && (
        <ul class="points" aria-label={say('highlights')}>
          {highlights.map((highlight, index) => (
            <li key={index} dir="auto">
              {highlight}
            </li>
          ))}
        </ul>
      )}
      {highlights.length === 0 && !article?.markup && brief.summary && <p dir="auto">{brief.summary}</p>}
      <PicturesNote {...props} />
      {article && article.markup !== '' && (
        <ArticleText article={article} showsPictures={reading.showsPictures} />
      )}
      {article?.isCut && <p class="note">{say('readerCut')}</p>}
      {edit && <Changes edit={edit} story={story} brief={brief} ago={time.ago(edit.at, headlines.now)} />}
      <footer class="ends">
        {story.link && (
          <a class="button main" href={story.link} rel="noreferrer" onClick={open} onAuxClick={open}>
            {say('readerOnSite', { host: new URL(story.link).host })}
          </a>
        )}
        {next && (
          <button type="button" class="up-next" data-action="next" onClick={acts.readNext}>
            {say('readerNextIs', { title: next.title || say('untitled') })}
          </button>
        )}
      </footer>
      <ReaderRelated {...props} />
    </article>
  );
}

/** Who wrote it, what of, when, how long it takes to read, and where it is discussed. */
function Byline({ reading: { story, brief, article }, headlines: { now }, time }: ReaderProps) {
  const at = listedAt(story);
  const { author, comments } = brief;
  return (
    <p class="by">
      {author && <span>{say('byAuthor', { author })}</span>}
      {story.category && <span>{story.category}</span>}
      <time dateTime={new Date(at).toISOString()} title={time.exact(at)}>
        {time.ago(at, now)}, {time.exact(at)}
      </time>
      {article && article.words > 0 && (
        <span>{say('readerTakes', { count: minutesToRead(article.words) })}</span>
      )}
      {comments?.count ? (
        <a class="link" href={comments.link} target="_blank" rel="noopener noreferrer">
          {say('comments', { count: comments.count })}
        </a>
      ) : null}
    </p>
  );
}
