// Openings of popup and new tab: each asks for a poll of its own accord, and notes what was looked at. What it
// showed is there for good.

import type { Activity } from './activity.ts';

export const OPENING: Activity[] = [
  {
    name: 'opening the popup',
    weight: 1,
    brings: ['beginnings'],
    async run(stage) {
      await stage.open(() => stage.driver.openPopup());
    },
  },
  {
    name: 'opening a new tab',
    weight: 1,
    brings: ['beginnings'],
    async run(stage) {
      await stage.open(() => stage.driver.newTab());
    },
  },
];
