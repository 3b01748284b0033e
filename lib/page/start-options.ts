// Starts the options page, and keeps it current with every change that another context tells.

import { type ComponentType, h, render } from 'preact';
import { browser } from '../browser.ts';
import { openChanges } from '../changes.ts';
import { putOn } from '../keep-look.ts';
import { connect } from '../store/connection.ts';
import { makingRoom } from '../store/make-room.ts';
import { say, useWords } from '../words/say.ts';
import { browserWords } from '../words/source.ts';
import { keepSettingFocus } from './keep-setting-focus.ts';
import type { Options } from './options.ts';
import { type OptionsActs, optionsModel } from './options-model.ts';

export interface OptionsProps {
  options: Options;
  acts: OptionsActs;
}

export function startOptions(view: ComponentType<OptionsProps>): void {
  const now = () => Date.now();
  const changes = openChanges();
  useWords(browserWords(browser, navigator.language));
  document.title = `${say('optionsTitle')} – ${say('productName')}`;
  const root = byId('page');
  const announcements = byId('announcements');
  const focus = keepSettingFocus(root);
  const model = optionsModel({
    browser,
    store: makingRoom(connect(), now),
    changes,
    now,
    draw(options) {
      render(h(view, { options, acts: model.acts }), root);
      focus.restore();
    },
    putOn: (look) => putOn(document.documentElement, localStorage, look),
    tell(text) {
      // The same text twice is no change to a live region; a space at its end is.
      announcements.textContent = text === announcements.textContent ? `${text}\u00a0` : text;
    },
  });
  changes.listen((change) => {
    if (change === 'store' || change === 'storage') void model.refresh();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void model.refresh();
  });
  void model.refresh();
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`no #${id}`);
  return element;
}
