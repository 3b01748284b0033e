// A film of a page's first frames: as numbers, enough to see a flash, and as pictures to look at.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a new tab ends with: headlines, or, of one that is not ours, the browser's own page or the one empty line. */
export type FilmEnd = 'headlines' | 'given-back';

/** One frame. */
export interface Frame extends Ground {
  /** PNG, base64. */
  picture: string;
}

/** What a frame says in numbers. */
interface Ground {
  /** Lightness of the colour that fills most of it, 0 black to 1 white. */
  ground: number;
  /** Whether anything is drawn on it. */
  hasText: boolean;
}

/** Pixels as a canvas gives them, four bytes each → what they say; undefined where nothing is painted yet. */
export function groundOf(pixels: ArrayLike<number>): Ground | undefined {
  const counts = new Map<number, number>();
  let painted = 0;
  for (let index = 0; index + 3 < pixels.length; index += 4) {
    if ((pixels[index + 3] ?? 0) < 255) continue;
    painted += 1;
    const [red = 0, green = 0, blue = 0] = [pixels[index], pixels[index + 1], pixels[index + 2]];
    const colour = (red << 16) | (green << 8) | blue;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  if (painted * 8 < pixels.length) return undefined;
  const [[ground] = [0]] = [...counts].sort(([, one], [, other]) => other - one);
  const lightness =
    ((ground >> 16) * 0.2126 + ((ground >> 8) & 255) * 0.7152 + (ground & 255) * 0.0722) / 255;
  return { ground: lightness, hasText: counts.size > 3 };
}

/** Keeps the frames as pictures, for people to look at: one folder a film. */
export function keepFilm(name: string, frames: readonly Frame[]): void {
  const folder = join('.output', 'pictures', 'films', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [index, { picture }] of frames.entries())
    writeFileSync(join(folder, `${String(index).padStart(2, '0')}.png`), Buffer.from(picture, 'base64'));
}
