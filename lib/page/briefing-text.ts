// The briefing as Markdown and as plain text for a mail: what is included, where it comes from, and nothing of what the
// reader has read or saved. Pure.

import { IS_OFFICIAL, SITE } from '../site.ts';
import { listedAt } from '../story/days.ts';
import type { Headline } from '../story/headline.ts';
import { oneLine, wrap } from '../text/lines.ts';
import { beginningLine, inMarkdown, linkInMarkdown } from '../text/markdown.ts';
import { dayClockWords } from '../words/dates.ts';
import { say } from '../words/say.ts';
import type { Briefing, Form } from './briefing.ts';
import { categoryWords, countWords, dateOf, periodOf, titleOf } from './briefing-words.ts';

/** Lines of a mail are no longer (RFC 3676, 4.2), but for an address. */
const WIDTH = 72;

/** What is included of a briefing, in words. */
interface Sheet {
  title: string;
  /** Which day, which hours in which time zone, how many stories. */
  about: string[];
  parts: { name: string; stories: readonly Headline[] }[];
}

export function textOf(form: Form, briefing: Briefing): string {
  const sheet = toSheet(briefing);
  return form === 'markdown' ? markdownOf(sheet) : plainTextOf(sheet);
}

function toSheet(briefing: Briefing): Sheet {
  const { which, groups, isIncluded } = briefing;
  return {
    title: `${say('productName')}: ${titleOf(which)}`,
    about: [dateOf(briefing), periodOf(briefing, 'with zone'), countWords(briefing, 'included')],
    parts: groups
      .map(({ category, stories }) => ({
        name: categoryWords(category),
        stories: stories.filter(isIncluded),
      }))
      .filter(({ stories }) => stories.length > 0),
  };
}

function markdownOf({ title, about, parts }: Sheet): string {
  return paragraphs([
    `# ${inMarkdown(title)}`,
    beginningLine(about.join('. ')),
    ...parts.flatMap(({ name, stories }) => [`## ${inMarkdown(name)}`, ...stories.flatMap(inMarkdownStory)]),
    '---',
    `${linkInMarkdown(say('siteName'), SITE.home)}. ${inMarkdown(origin())}`,
  ]);
}

function inMarkdownStory(story: Headline): string[] {
  const { link } = story;
  const title = titleIn(story);
  const { highlights, summary } = saidBy(story);
  return [
    `### ${link === undefined ? inMarkdown(title) : linkInMarkdown(title, link)}`,
    beginningLine(bylineOf(story)),
    highlights.length > 0
      ? highlights.map((highlight) => `- ${beginningLine(highlight)}`).join('\n')
      : beginningLine(summary),
  ];
}

function plainTextOf({ title, about, parts }: Sheet): string {
  return paragraphs([
    lines(title, ...about),
    ...parts.flatMap(({ name, stories }) => [underlined(name), ...stories.map(asPlainText)]),
    '-'.repeat(WIDTH),
    lines(say('siteName'), SITE.home, origin()),
  ]);
}

function asPlainText(story: Headline): string {
  const { highlights, summary } = saidBy(story);
  const said =
    highlights.length > 0
      ? highlights.flatMap((highlight) => wrap(highlight, WIDTH, '- ', '  '))
      : wrap(summary, WIDTH);
  return [lines(titleIn(story), story.link ?? '', bylineOf(story)), ...said].join('\n');
}

function underlined(name: string): string {
  const written = wrap(oneLine(name).toUpperCase(), WIDTH);
  return [...written, '='.repeat(Math.min(WIDTH, written.at(-1)?.length ?? 0))].join('\n');
}

/** Each text in lines of its own. */
function lines(...texts: string[]): string {
  return texts.flatMap((text) => wrap(oneLine(text), WIDTH)).join('\n');
}

/** Paragraphs with an empty line between them, and one line end behind the last. */
function paragraphs(texts: readonly string[]): string {
  return `${texts.filter((text) => text !== '').join('\n\n')}\n`;
}

/** A story's title as it is seen, or the word for one that has none. */
function titleIn({ title }: Headline): string {
  return oneLine(title) || say('untitled');
}

function bylineOf(story: Headline): string {
  const author = oneLine(story.brief?.author ?? '');
  const at = dayClockWords(listedAt(story));
  return author === '' ? at : `${at}, ${say('byAuthor', { author })}`;
}

function saidBy({ brief }: Headline): { highlights: string[]; summary: string } {
  return {
    highlights: (brief?.highlights ?? []).map(oneLine).filter((highlight) => highlight !== ''),
    summary: oneLine(brief?.summary ?? ''),
  };
}

/** Who made this, where, and for whom it does not speak. */
function origin(): string {
  return IS_OFFICIAL ? say('briefingMade') : `${say('briefingMade')} ${say('independent')}.`;
}
