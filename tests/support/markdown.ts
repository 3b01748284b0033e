// Markdown as a reader of a mail or of GitHub gets it: parsed by CommonMark with GitHub's additions.

import { decodeHTMLStrict } from 'entities';
import fc from 'fast-check';
import { marked, type Token, type Tokens } from 'marked';

export interface Parsed {
  /** Every block, link, element, emphasis and so on, in order; text and what was escaped is left out. */
  kinds: string[];
  /** The blocks of the outermost level. */
  blocks: Block[];
  /** Their addresses. */
  links: string[];
}

export interface Block {
  /** Of a heading. */
  depth: number | undefined;
  tokens: Token[];
  /** Of a list. */
  items: Block[];
}

const PLAIN: readonly string[] = ['text', 'escape', 'space', 'list_item'];

export function parse(markdown: string): Parsed {
  const outermost = marked.lexer(markdown).filter(({ type }) => type !== 'space');
  const all: Token[] = [];
  marked.walkTokens(outermost, (token) => {
    all.push(token);
  });
  return {
    kinds: all.map(({ type }) => type).filter((type) => !PLAIN.includes(type)),
    blocks: outermost.map(toBlock),
    links: all.flatMap((token) => (token.type === 'link' ? [decodeHTMLStrict(String(token['href']))] : [])),
  };
}

function toBlock(token: Token): Block {
  return {
    depth: token.type === 'heading' ? Number(token['depth']) : undefined,
    tokens: 'tokens' in token ? (token.tokens ?? []) : [],
    items: token.type === 'list' ? (token as Tokens.List).items.map(toBlock) : [],
  };
}

/** The text that is shown of a block, with entities decoded as a browser decodes them. */
export function textOf({ tokens }: Pick<Block, 'tokens'>): string {
  return tokens
    .map((token) => {
      if ('tokens' in token && token.tokens !== undefined && token.tokens.length > 0)
        return textOf({ tokens: token.tokens });
      return token.type === 'escape' ? token['text'] : decodeHTMLStrict(token.raw);
    })
    .join('');
}

/** An address with all that may be written in two ways written in one. */
export function bareAddress(address: string): string {
  return address.replace(/[()<>\\`]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Text made of what means something to Markdown, and of anything else. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['[', ']', '(', ')', '](', '![', '`', '``', '*', '**', '_', '<', '>', '|', '~~', '#', '\\', '\\['],
        ...[
          '&amp;',
          '&#60;',
          '&',
          '-',
          '+ ',
          '1. ',
          '2) ',
          '=',
          '---',
          '>',
          '\n',
          '\n\n',
          '\r',
          '    ',
          '\t',
        ],
        ...[
          '<b>',
          '<!--',
          '-->',
          '<script>alert(1)</script>',
          'http://x.example',
          'www.example.com',
          'a@b.example',
        ],
        ...['[x]: http://x.example', '[^1]', ':-:', '|-|-|', '$', '\u202e', '\u2066', '\u200b', 'word', ' '],
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
