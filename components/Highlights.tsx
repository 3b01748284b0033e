import type { ComponentChildren } from 'preact';
import type { Brief } from '../lib/story/headline.ts';

/** What a story says in short: its highlights, else its summary; then what comes after the first paint. */
export function Highlights({ highlights, summary, children }: Brief & { children: ComponentChildren }) {
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
      <div class="about">{children}</div>
    </>
  );
}
