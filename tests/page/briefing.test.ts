// The model of the briefing over an IndexedDB in memory: what it reads, what is included, what fails and comes back.

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Briefing } from '../../lib/page/briefing.ts';
import { PAGE_OF_BRIEFING } from '../../lib/page/briefing.ts';
import { briefingModel, type Copied } from '../../lib/page/briefing-model.ts';
import { readyBriefing } from '../../lib/page/briefing-ready.ts';
import { putBriefingAway, toldUntil } from '../../lib/page/briefing-told.ts';
import { countWords, missingFrom } from '../../lib/page/briefing-words.ts';
import type { Headlines } from '../../lib/page/headlines.ts';
import { countingAt } from '../../lib/settings.ts';
import { type Connection, connect } from '../../lib/store/connection.ts';
import type { MetaRecord } from '../../lib/store/schema.ts';
import { withPromises } from '../../lib/store/transaction.ts';
import { briefingWindow } from '../../lib/story/briefing.ts';
import { toHeadline } from '../../lib/story/headline.ts';
import { arrive } from '../../lib/story/merge.ts';
import { pollRecord } from '../support/poll-record.ts';
import { incoming } from '../support/stories.ts';

const HOUR_MS = 3_600_000;
const at = (hour: number, minute = 0) => new Date(2031, 2, 4, hour, minute).getTime();

let store: Connection;
let now: number;
let drawn: Briefing;
let copied: Copied;
let told: string[];
let opened: number[];
let clipboard: string | undefined;
let refuses: boolean;
let printed: number;

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  store = connect();
  now = at(9);
  told = [];
  opened = [];
  clipboard = undefined;
  refuses = false;
  printed = 0;
});

async function put(...times: number[]): Promise<void> {
  await store.use(async (database) => {
    for (const [index, publishedAt] of times.entries()) {
      const story = incoming(index + 1, { publishedAt, categories: [index % 2 === 0 ? 'China' : 'Magnets'] });
      const { id } = incoming(publishedAt);
      await withPromises(database).put('stories', {
        ...arrive({ ...story, id }, { ...countingAt(publishedAt), number: 1 }),
        id,
      });
    }
  });
}

function start() {
  return briefingModel({
    store,
    now: () => now,
    isOnline: () => true,
    draw(briefing, how) {
      drawn = briefing;
      copied = how;
    },
    tell: (text) => told.push(text),
    async copy(text) {
      if (refuses) throw new DOMException('no', 'NotAllowedError');
      clipboard = text;
    },
    print() {
      printed += 1;
    },
    wasOpened: (to) => opened.push(to),
    wasChosen: () => Promise.resolve(),
  });
}

const times = () =>
  drawn.groups
    .flatMap(({ stories }) => stories)
    .map(({ order }) => -order)
    .toSorted((one, other) => other - one);

describe('what it holds', () => {
  test('the stories from the hour of one day to that of the next, and no other', async () => {
    await put(at(8), at(7), at(6, 59), at(-1), at(-17), at(-17) - 1);
    const { refresh } = start();
    await refresh();
    expect(drawn.kind).toBe('open');
    expect(times()).toEqual([at(6, 59), at(-1), at(-17)]);
    expect(drawn.total).toBe(3);
    expect(drawn.newestAt).toBe(at(8));
    expect(opened).toEqual([at(7)]);
  });

  test('what is withdrawn is not listed, and not here', async () => {
    await put(at(6));
    await store.use(async (database) => {
      const [story] = await withPromises(database).getAll('stories');
      if (story === undefined) throw new Error('no story');
      const { listed: _, ...unlisted } = story;
      await withPromises(database).put('stories', unlisted);
    });
    await start().refresh();
    expect(drawn.total).toBe(0);
  });

  test('today, yesterday, and another hour are other times', async () => {
    await put(at(8), at(6), at(-1), at(-20), at(-25));
    const { acts, refresh } = start();
    await refresh();
    await acts.show('today');
    expect(times()).toEqual([at(8), at(6)]);
    await acts.show('yesterday');
    expect(times()).toEqual([at(-1), at(-20)]);
    expect(told).toEqual([
      'Today so far: 2 stories in 2 categories.',
      'Yesterday: 2 stories in 2 categories.',
    ]);
    await acts.show('day');
    await acts.chooseHour(9);
    expect(drawn.hour).toBe(9);
    expect(times()).toEqual([at(8), at(6), at(-1)]);
    expect(opened.at(-1)).toBe(at(9));
  });

  test('at the hour it is of the next day', async () => {
    now = at(6, 59);
    await put(at(6), at(-18));
    const { refresh, turnsAt } = start();
    await refresh();
    expect(times()).toEqual([at(-18)]);
    expect(turnsAt()).toBe(at(7));
    now = turnsAt();
    await refresh();
    expect(times()).toEqual([at(6)]);
  });

  test('a read that is overtaken by another shows nothing', async () => {
    await put(at(8), at(6), at(-1));
    const { acts, refresh } = start();
    const real = store.use;
    const slow = Promise.withResolvers<void>();
    const use = vi.spyOn(store, 'use').mockImplementationOnce(async (run) => {
      const read = await real(run);
      await slow.promise;
      return read;
    });
    const first = refresh();
    await acts.show('today');
    use.mockRestore();
    slow.resolve();
    await first;
    expect([drawn.which, ...times()]).toEqual(['today', at(8), at(6)]);
  });

  test('of more stories than fit on a page the newest come first, and the rest when asked for', async () => {
    const count = PAGE_OF_BRIEFING + 30;
    await put(...Array.from({ length: count }, (_, index) => at(6) - index * 60_000));
    const { acts, refresh } = start();
    await refresh();
    expect([drawn.shown, drawn.total]).toEqual([PAGE_OF_BRIEFING, count]);
    expect(times()[0]).toBe(at(6));
    await acts.showMore();
    expect([drawn.shown, drawn.total]).toEqual([count, count]);
  });

  test('says since when the site was not read, where that is an hour or more before its end', async () => {
    const ago = () => '3 hours ago';
    const read = async (record: number | undefined) => {
      if (record !== undefined)
        await store.use((database) =>
          withPromises(database).put('meta', {
            ...pollRecord(record, record + HOUR_MS),
            lastSuccessAt: record,
          }),
        );
      await start().refresh();
      return missingFrom(drawn, ago);
    };
    expect(await read(undefined)).toEqual(['The site was not read yet.']);
    expect(await read(at(6))).toEqual([]);
    expect(await read(at(6) - 1)).toEqual([expect.stringContaining('last read 3 hours ago')]);
  });

  test('says where stories of its time are missing, and where the archive does not reach down to it', async () => {
    const fill = {
      feed: 'f',
      nextPage: 2,
      knownArrivals: 0,
      run: 0,
      pages: 1,
      failures: 0,
      askAt: 0,
      tries: 0,
    };
    const edge = (moment: number) => ({ page: 1, ids: [], size: 10, at: moment });
    const gap = (from: number, to: number) => ({ ...fill, edge: edge(to), olderAt: from, foundAt: to });
    const archive = { ...fill, name: 'archive', edge: edge(at(0)), state: 'filling', days: 30 } as const;
    const said = async () => {
      await start().refresh();
      return missingFrom(drawn, () => '');
    };
    const put = (record: MetaRecord) => store.use((database) => withPromises(database).put('meta', record));
    await put(pollRecord(now, now));
    await put({ name: 'gaps', gaps: [gap(at(7), at(8)), gap(at(-30), at(-17))] });
    expect(await said()).toEqual([]);
    await put({ name: 'gaps', gaps: [gap(at(6), at(8))] });
    expect(await said()).toEqual(['Stories of March 4 are still missing.']);
    await put({ name: 'gaps', gaps: [] });
    await put(archive);
    expect(await said()).toEqual([
      'Stories of this time may be missing. Fetching the last 30 days: back to March 4 so far.',
    ]);
    await put({ ...archive, state: 'done' });
    expect(await said()).toEqual([]);
    await put({ ...archive, edge: edge(at(-17)) });
    expect(await said()).toEqual([]);
  });
});

describe('what is included', () => {
  test('is everything, less what is left out; a story that comes in is included', async () => {
    await put(at(6), at(5), at(4));
    const { acts, refresh } = start();
    await refresh();
    const [first] = drawn.groups.flatMap(({ stories }) => stories);
    acts.toggle(first?.id ?? '');
    expect(countWords(drawn)).toBe('2 of 3 stories included');
    await put(at(6), at(5), at(4), at(3));
    await refresh();
    expect(countWords(drawn)).toBe('3 of 4 stories included');
    acts.toggle(first?.id ?? '');
    expect(countWords(drawn)).toBe('4 stories in 2 categories');
  });

  test('is nothing, and what is picked; a story that comes in is not', async () => {
    await put(at(6), at(5));
    const { acts, refresh } = start();
    await refresh();
    acts.includeNone();
    const [first] = drawn.groups.flatMap(({ stories }) => stories);
    acts.toggle(first?.id ?? '');
    await put(at(6), at(5), at(4));
    await refresh();
    expect(countWords(drawn)).toBe('1 of 3 stories included');
    acts.includeAll();
    expect(drawn.included).toBe(3);
    expect(told).toEqual(['0 of 2 stories included.', '3 stories in 2 categories.']);
  });

  test('nothing is neither copied nor printed', async () => {
    await put(at(6));
    const { acts, refresh } = start();
    await refresh();
    acts.includeNone();
    await acts.copyAs('text');
    acts.print();
    expect([clipboard, printed]).toEqual([undefined, 0]);
    expect(told.slice(1)).toEqual(
      Array(2).fill('Nothing is included, so there is nothing to copy or print.'),
    );
  });
});

describe('copying', () => {
  test('says what was copied, until something else is included', async () => {
    await put(at(6));
    const { acts, refresh } = start();
    await refresh();
    await acts.copyAs('markdown');
    expect(clipboard).toContain('## China');
    expect(copied).toEqual({ form: 'markdown' });
    expect(told).toEqual(['Copied as Markdown.']);
    acts.includeNone();
    expect(copied).toBeUndefined();
  });

  test('leaves the text where the browser refuses', async () => {
    await put(at(6));
    refuses = true;
    const { acts, refresh } = start();
    await refresh();
    await acts.copyAs('text');
    expect(copied).toEqual({ form: 'text', refused: expect.stringContaining('CHINA\n=====') });
    expect(told).toEqual([]);
  });
});

describe('a store that fails', () => {
  test('is said, what was read stays, and a press reads it again', async () => {
    await put(at(6));
    const { acts, refresh } = start();
    await refresh();
    const use = vi.spyOn(store, 'use').mockRejectedValue(new DOMException('broken', 'UnknownError'));
    await refresh();
    expect([drawn.kind, drawn.fault, drawn.shown]).toEqual(['failed', 'failed', 1]);
    await acts.chooseHour(9);
    expect(told.at(-1)).toContain('could not be kept');
    use.mockRestore();
    await acts.retry();
    expect([drawn.kind, drawn.fault, drawn.hour]).toEqual(['open', undefined, 7]);
  });

  test('is never taken for an empty one', async () => {
    vi.spyOn(store, 'use').mockRejectedValue(new DOMException('broken', 'UnknownError'));
    await start().refresh();
    expect([drawn.kind, drawn.total, drawn.newestAt]).toEqual(['failed', 0, undefined]);
    expect(opened).toEqual([]);
  });
});

describe('that it is ready', () => {
  const kept = () => {
    const items = new Map<string, string>();
    return {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, text: string) => void items.set(key, text),
    };
  };
  const story = (publishedAt: number) =>
    toHeadline(arrive(incoming(1, { publishedAt }), { ...countingAt(publishedAt), number: 1 }), false);
  const list = (...published: number[]): Pick<Headlines, 'kind' | 'stories' | 'settings' | 'now'> => ({
    kind: 'open',
    stories: published.map(story),
    settings: undefined,
    now: at(9),
  });

  test('is said until it was opened or put away, and of the next one again', () => {
    const storage = kept();
    expect(readyBriefing(list(at(6)), toldUntil(storage))).toBe(at(7));
    putBriefingAway(storage, at(7));
    expect(readyBriefing(list(at(6)), toldUntil(storage))).toBeUndefined();
    const tomorrow = { ...list(at(20)), now: at(24 + 7) };
    expect(readyBriefing(tomorrow, toldUntil(storage))).toBe(briefingWindow(tomorrow.now, 7).to);
    putBriefingAway(storage, at(-17)); // an older page that is still open
    expect(readyBriefing(list(at(6)), toldUntil(storage))).toBeUndefined();
  });

  test('is not said of one without a story, nor while the store fails', () => {
    expect(readyBriefing(list(at(8), at(-18)), 0)).toBeUndefined();
    expect(readyBriefing({ ...list(at(6)), kind: 'failed' }, 0)).toBeUndefined();
  });

  test('goes by the hour that was chosen', () => {
    const chosen = { name: 'settings', chosen: { briefingHour: 9 } } as const;
    expect(readyBriefing({ ...list(at(8)), settings: chosen }, 0)).toBe(at(9));
  });

  test.each([
    ['garbage', { getItem: () => 'garbage' }, at(7)],
    [
      'a storage that is switched off',
      {
        getItem: () => {
          throw new DOMException('no', 'SecurityError');
        },
      },
      undefined,
    ],
  ])('with %s', (_, storage, ready) => {
    expect(readyBriefing(list(at(6)), toldUntil(storage))).toBe(ready);
  });
});
