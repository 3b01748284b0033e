// The design tokens against WCAG 2.2: text 4.5:1 (1.4.3), marks and edges of controls 3:1 (1.4.11), in both
// themes and with more contrast wanted.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CHOICES, DEFAULTS } from '../../lib/settings.ts';

type Oklch = [lightness: number, chroma: number, hue: number];
type Tokens = Map<string, { light: Oklch; dark: Oklch }>;

const css = readFileSync('components/style/tokens.css', 'utf8');
const [usual = '', more = '', chosen = ''] = css.split(
  /@media \(prefers-contrast: more\)|:root\[data-theme="contrast"\]/,
);

function tokensOf(text: string): Tokens {
  const tokens: Tokens = new Map();
  for (const [, name = '', light = '', dark = ''] of text.matchAll(
    /--([\w-]+):\s*light-dark\(\s*oklch\(([^)]+)\),\s*oklch\(([^)]+)\)\s*\)/g,
  )) {
    tokens.set(name, { light: toOklch(light), dark: toOklch(dark) });
  }
  return tokens;
}

function toOklch(text: string): Oklch {
  const [lightness = 0, chroma = 0, hue = 0] = text.trim().split(/\s+/).map(Number);
  return [lightness, chroma, hue];
}

/** Relative luminance (WCAG 2.2) of an OKLCH colour, by the matrices of CSS Color 4. */
function luminance([lightness, chroma, hue]: Oklch): number {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((channel) => Math.min(1, Math.max(0, channel)));
  const [red = 0, green = 0, blue = 0] = linear;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const TEXT: [string, string][] = [
  ...['ink', 'ink-2', 'ink-3', 'accent', 'warn', 'bad', 'violet'].flatMap((name): [string, string][] => [
    [name, 'paper'],
    [name, 'band'],
  ]),
  ['on-accent', 'accent'],
  ['paper', 'ink'], // the undo bar is the page's inverse
];
const MARKS: [string, string][] = [
  ['edge', 'paper'],
  ['edge', 'band'],
];

test('more contrast is the same, whether the system wants it or the reader chose it', () => {
  expect(tokensOf(more).size).toBeGreaterThan(0);
  expect(tokensOf(chosen)).toEqual(tokensOf(more));
});

const [before = '', ...accents] = usual.split(/:root\[data-accent="/);
const base = tokensOf(before);

test('each accent that can be chosen has its colours, but for the usual one', () => {
  const named = accents.map((accent) => accent.slice(0, accent.indexOf('"')));
  expect([DEFAULTS.accent, ...named].sort()).toEqual([...CHOICES.accent].sort());
});

describe.each([
  ['as usual', base],
  ['with more contrast', new Map([...base, ...tokensOf(more)])],
  ...accents.map((accent): [string, Tokens] => [
    `with the accent ${accent.slice(0, accent.indexOf('"'))}`,
    new Map([...base, ...tokensOf(accent)]),
  ]),
])('%s', (_name, tokens) => {
  describe.each(['light', 'dark'] as const)('%s', (theme) => {
    test.each([
      ...TEXT.map(([front, back]) => [front, back, 4.5] as const),
      ...MARKS.map(([front, back]) => [front, back, 3] as const),
    ])('%s on %s has at least %f:1', (front, back, least) => {
      const [one, other] = [front, back].map((name) => {
        const colour = tokens.get(name);
        if (colour === undefined) throw new Error(`no token --${name}`);
        return luminance(colour[theme]);
      });
      const ratio = (Math.max(one ?? 0, other ?? 0) + 0.05) / (Math.min(one ?? 0, other ?? 0) + 0.05);
      expect(ratio).toBeGreaterThanOrEqual(least);
    });
  });
});
