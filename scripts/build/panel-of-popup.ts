import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes the page of the side panel: the popup's, of the same module and style sheet, told apart by a class of its root.
 * As an entrypoint of its own it had all of that in the package once more, 27 kB zipped.
 */
export async function panelOfPopup(outDir: string): Promise<void> {
  const popup = await readFile(join(outDir, 'popup.html'), 'utf8');
  const panel = popup.replace('<html ', '<html class="panel" ');
  if (panel === popup) throw new Error('popup.html has no root to mark');
  await writeFile(join(outDir, 'sidepanel.html'), panel);
}
