import type { Brief } from '../lib/story/headline.ts';
import { say } from '../lib/words/say.ts';

/** What a story says in short: its highlights, else its summary; then who wrote it and where it is discussed. */
export function Highlights({ highlights, summary, author, comments }: Brief) {
  return (
    <>
      {highlights.length > 0 ? (
        <ul class="highlights">
          {highlights.map((highlight) => (
            <li key={highlight} dir="auto">
              {highlight}
            </li>
          ))}
        </ul>
      ) : (
        <p dir="auto">{summary}</p>
      )}
      {(author || comments?.count) && (
        <p class="about">
          {author && say('byAuthor', { author })}{' '}
          {comments?.count ? (
            <a class="link" href={comments.link} target="_blank" rel="noreferrer">
              {say('comments', { count: comments.count })}
            </a>
          ) : null}
        </p>
      )}
    </>
  );
}
