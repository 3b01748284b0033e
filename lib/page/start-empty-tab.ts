// A new tab in Firefox that was given back: empty but for one line, for no extension may lead to Firefox's own page.

import { browser } from '../browser.ts';
import { openChanges } from '../changes.ts';
import { wearKept } from '../look.ts';
import { isGivenBack } from '../new-tab.ts';
import { say, useWords } from '../words/say.ts';
import { browserWords } from '../words/source.ts';

export function startEmptyTab(): void {
  useWords(browserWords(browser, navigator.language));
  document.title = say('emptyTabTitle');
  const line = document.createElement('main');
  line.className = 'empty-tab';
  line.textContent = say('emptyTab');
  document.getElementById('page')?.append(line);
  // What is chosen meanwhile holds here too.
  openChanges().listen(() => {
    const look = wearKept(document.documentElement, localStorage);
    if (!isGivenBack(look, location.hash, history.state)) location.reload();
  });
}
