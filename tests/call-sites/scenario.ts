// What happens to the extension in a life in which every call site is reached. A call site that is not gets a step
// here; steps may rely on nothing that an earlier one did, for its call may have failed.

import { gatherHealth } from '../../lib/page/health.ts';
import { loadImages } from '../../lib/page/load-images.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/schedule/next-poll.ts';
import { SITE } from '../../lib/site.ts';
import type { Marking } from '../../lib/story/marking.ts';
import { readBriefings } from './briefing.ts';
import type { Extension } from './extension.ts';
import { openOptions } from './options.ts';
import type { OpenPage } from './page.ts';
import { type Marks, marksIn, type Promises } from './promises.ts';
import { type Snapshot, skipActs } from './snapshot.ts';
import { watch } from './watch.ts';

export interface Life {
  extension: Extension;
  promises: Promises;
  /** What the last undoable act of the reader's changed: the marks before and after it. */
  undoable?: { before: Marks; after: Marks } | undefined;
}

export interface Step {
  name: string;
  take(life: Life): Promise<unknown>;
}

const FEED = 'https://rareearthexchanges.com/feed/';
const DAY_MS = 24 * HOUR_MS;

export const STEPS: Step[] = [
  { name: 'it is installed', take: ({ extension }) => extension.install() },
  { name: 'a popup opens', take: ({ extension }) => extension.open('popup') },
  {
    name: 'news comes',
    take({ extension }) {
      publish(extension, 2);
      return extension.ring('poll');
    },
  },
  { name: 'nothing is new', take: ({ extension }) => extension.ring('poll') },
  { name: 'an older page is due', take: ({ extension }) => extension.ring('fill') },
  { name: 'a page wants older stories', take: wantOlder },
  { name: 'the archive is fetched', take: ({ extension }) => fillAll(extension) },
  { name: 'a story is marked read', take: (life) => mark(life, one('read', 1)) },
  { name: 'that is taken back', take: undo },
  { name: 'stories are looked at', take: look },
  { name: 'a story is opened', take: openStory },
  { name: 'another is read in place', take: readInPlace },
  { name: 'the first is marked unread', take: (life) => mark(life, one('unread', 0)) },
  { name: 'that is let stand', take: dismissUndo },
  { name: 'older ones are marked', take: (life) => mark(life, older) },
  { name: 'all are marked', take: (life) => mark(life, all) },
  { name: 'that too is taken back', take: undo },
  {
    name: 'the answer is cut short',
    async take({ extension }) {
      publish(extension, 1);
      extension.spoil = (request) => (request.method === 'HEAD' ? undefined : cut(extension, request));
      await extension.ring('poll');
      extension.spoil = () => undefined;
      await extension.ring('poll');
    },
  },
  {
    name: 'the feed moves',
    async take({ extension }) {
      extension.spoil = (request) => moved(extension, request);
      publish(extension, 1);
      await extension.ring('poll');
    },
  },
  {
    name: 'it moves back',
    async take({ extension }) {
      extension.spoil = () => undefined;
      extension.pass(DAY_MS);
      await extension.ring('poll');
    },
  },
  {
    name: 'the feed is sent from somewhere else',
    async take({ extension }) {
      extension.spoil = ({ url }) =>
        url === FEED
          ? new Response(null, { status: 302, headers: { location: `${FEED}?from=elsewhere` } })
          : undefined;
      publish(extension, 1);
      await extension.ring('poll');
      extension.spoil = () => undefined;
    },
  },
  {
    name: 'more comes than the window of the feed holds',
    async take({ extension }) {
      extension.pass(5 * HOUR_MS);
      publish(extension, 9);
      await extension.ring('poll');
      await extension.ring('fill');
    },
  },
  { name: 'the gap is filled', take: ({ extension }) => fillAll(extension) },
  {
    name: 'access is withdrawn',
    async take({ extension }) {
      await extension.access(false);
      await extension.ring('poll');
    },
  },
  {
    name: 'access is asked for and given',
    async take({ extension }) {
      const page = await extension.open('page');
      await extension.happens(async () => (await page.deeds()).grantAccess());
      if (!extension.hasAccess) await extension.access(true); // by the browser's own pages
    },
  },
  {
    name: 'a story is withdrawn',
    async take({ extension }) {
      const story = extension.site.page(1)[1];
      if (story !== undefined) extension.site.withdraw(story);
      publish(extension, 1);
      await extension.ring('poll');
      if (story !== undefined) extension.site.put(story, Date.now());
      await extension.ring('poll');
    },
  },
  {
    name: 'the network is away',
    async take({ extension }) {
      extension.isOnline = false;
      await extension.ring('poll');
      extension.isOnline = true;
      const page = await extension.open('page');
      await extension.happens(async () => (await page.alive).poll('online'));
      await extension.ring('poll');
    },
  },
  {
    name: 'the reader presses the button',
    async take({ extension }) {
      extension.pass(2 * MINUTE_MS);
      const page = await extension.open('popup');
      publish(extension, 1);
      await extension.happens(async () => (await page.alive).poll('press'));
    },
  },
  {
    name: 'the disk is full for a moment',
    take(life) {
      watch.lackingRoom = 1;
      return mark(life, one('read', 2));
    },
  },
  { name: 'a story is saved', take: save },
  { name: 'the reader chooses settings, and takes them back', take: chooseSettings },
  { name: 'the daily briefing is read', take: ({ extension }) => readBriefings(extension) },
  { name: 'the journal has grown', take: (life) => growJournal(life, 150) },
  { name: 'it has grown again', take: (life) => growJournal(life, 300) },
  {
    name: 'another version is ready',
    async take({ extension }) {
      const page = await extension.open('page');
      await extension.update();
      await extension.happens(async () => (await page.alive).learnUpdate());
      await extension.happens(async () => (await page.deeds()).reload());
      extension.closePage();
      await extension.update();
      await extension.ring('poll');
    },
  },
  {
    name: 'what is told once is put away, and a newer version has news',
    async take({ extension }) {
      const page = await extension.open('page');
      await extension.happens(async () => (await page.deeds()).dismissGreeting());
      await extension.becomeNewer();
      await extension.open('page');
    },
  },
  {
    name: 'the image of a story is shown',
    async take({ extension }) {
      const image = {
        dataset: { image: `${SITE.origin}/wp-content/uploads/a.png` },
        remove: () => undefined,
      };
      const root = { querySelectorAll: () => [image] } as unknown as ParentNode; // as much of one as is touched
      await extension.happens(async () => loadImages(root, fetch));
    },
  },
  {
    name: 'somebody looks how it is going',
    async take({ extension }) {
      const { store } = await extension.open('page');
      const { browser } = extension;
      await extension.happens(() => gatherHealth({ browser, store, navigator, now: Date.now }));
    },
  },
  {
    name: 'the database is lost',
    async take({ extension, promises }) {
      await promises.lose();
      await extension.startBrowser();
      await fillAll(extension);
      const page = await extension.open('page');
      await extension.happens(async () => (await page.deeds()).dismissRestored());
    },
  },
  {
    name: 'a page has the database made anew',
    async take({ extension, promises }) {
      const page = await extension.open('page');
      promises.startAnew();
      await extension.happens(async () => (await page.deeds()).rebuild());
      await fillAll(extension);
    },
  },
  {
    name: 'the journal is lost',
    async take({ extension }) {
      extension.restart();
      extension.area.texts.clear();
      await extension.startBrowser();
    },
  },
  {
    name: 'two weeks pass',
    async take({ extension }) {
      extension.pass(15 * DAY_MS);
      await extension.startBrowser();
    },
  },
];

function publish({ site }: Extension, count: number): void {
  for (let left = count; left > 0; left -= 1) site.publish(Date.now() - left * MINUTE_MS);
}

/** What could not be chosen is chosen again: the steps behind go by the clock. */
async function chooseSettings({ extension }: Life): Promise<void> {
  const { acts, settings } = await openOptions(extension);
  for (const interval of ['by-hand', 30] as const)
    for (let tries = 0; tries < 5 && settings()?.interval !== interval; tries += 1)
      await extension.happens(() => acts.choose({ interval }));
  await extension.happens(() => acts.previewRetention('365-days'));
  await extension.happens(() => acts.applyRetention());
  for (let tries = 0; tries < 5 && settings()?.retention !== 'off'; tries += 1)
    await extension.happens(() => acts.previewRetention('off'));
}

/** Until no older page is due any more. */
export async function fillAll(extension: Extension): Promise<void> {
  for (let pages = 0; pages < 40 && (await extension.ring('fill')); pages += 1);
}

async function wantOlder({ extension }: Life): Promise<void> {
  extension.pass(2 * MINUTE_MS);
  const page = await extension.open('page');
  await extension.happens(async () => (await page.deeds()).setArchive({ days: 'all' }));
}

type Chosen = (snapshot: Snapshot, newestFirst: string[]) => Marking;

const one =
  (kind: 'read' | 'unread', place: number): Chosen =>
  (_snapshot, newestFirst) => ({ kind, id: newestFirst[place] ?? '' });
const older: Chosen = ({ stories, meta }, newestFirst) => ({
  kind: 'older',
  order: stories.find(({ id }) => id === newestFirst[3])?.order ?? 0,
  arrivals: meta.counts?.arrivals ?? 0,
});
const all: Chosen = ({ meta }) => ({ kind: 'all', arrivals: meta.counts?.arrivals ?? 0 });

async function mark(life: Life, choose: Chosen): Promise<void> {
  const page = await life.extension.open('popup');
  const snapshot = await life.promises.snapshot();
  const marking = choose(snapshot, newestFirst(snapshot));
  const before = marksIn(snapshot);
  const after = marked(snapshot, marking);
  const isKept = await act(life, page, after, async () => (await page.deeds()).mark(marking));
  const isNews = after.size !== before.size;
  if (isKept && isNews) life.undoable = { before, after };
}

/** The marks as the marking is to leave them; the rule is written here a second time. */
function marked(snapshot: Snapshot, marking: Marking): Marks {
  const after = new Map(marksIn(snapshot));
  for (const { id, unread, arrival, order } of snapshot.stories) {
    const isUnread = unread !== undefined;
    const hadArrived = isUnread && 'arrivals' in marking && arrival <= marking.arrivals;
    if (marking.kind === 'all' && hadArrived) after.set(id, Date.now());
    if (marking.kind === 'older' && hadArrived && order >= marking.order) after.set(id, Date.now());
    if (marking.kind === 'read' && id === marking.id && !after.has(id)) after.set(id, Date.now());
    if (marking.kind === 'unread' && id === marking.id) after.delete(id);
  }
  return after;
}

async function undo(life: Life): Promise<void> {
  const page = await life.extension.open('popup');
  const snapshot = await life.promises.snapshot();
  const after = new Map(marksIn(snapshot));
  const { before, after: done } = (snapshot.meta.undo && life.undoable) ?? { before: after, after };
  for (const { id } of snapshot.stories) {
    const readAt = before.get(id);
    if (readAt === done.get(id) || after.get(id) !== done.get(id)) continue; // not done, or done otherwise since
    if (readAt === undefined) after.delete(id);
    else after.set(id, readAt);
  }
  await act(life, page, after, async () => (await page.deeds()).undo());
}

async function dismissUndo(life: Life): Promise<void> {
  const page = await life.extension.open('popup');
  const now = marksIn(await life.promises.snapshot());
  await act(life, page, now, async () => (await page.deeds()).dismissUndo());
}

async function openStory(life: Life): Promise<void> {
  const page = await life.extension.open('page');
  const snapshot = await life.promises.snapshot();
  const [id = ''] = newestFirst(snapshot);
  const after = new Map(marksIn(snapshot)).set(id, Date.now());
  await act(life, page, after, async () => (await page.deeds()).opened(id));
}

async function readInPlace(life: Life): Promise<void> {
  const page = await life.extension.open('page');
  const story = page.model.latest?.stories[1];
  if (story === undefined) return;
  const after = new Map(marksIn(await life.promises.snapshot())).set(story.id, Date.now());
  await act(life, page, after, async () => (await page.deeds()).openReader(story));
}

/** Whether the act was kept whole. It is acknowledged when the page has ended it and tells of no fault. */
async function act(life: Life, page: OpenPage, after: Marks, run: () => Promise<unknown>): Promise<boolean> {
  let isDone = false;
  const running = () =>
    run().then(
      () => {
        isDone = true;
      },
      () => undefined,
    );
  await life.extension.happens(running);
  return life.promises.acted(after, isDone && page.model.latest?.fault === undefined);
}

async function look({ extension, promises }: Life): Promise<void> {
  const page = await extension.open('page');
  const seen = newestFirst(await promises.snapshot()).slice(0, 2);
  page.look(seen);
  await extension.happens(() => extension.passAwake(1000));
}

async function save(life: Life): Promise<void> {
  const page = await life.extension.open('page');
  const story = page.model.latest?.stories[0];
  if (story === undefined) return;
  await act(life, page, marksIn(await life.promises.snapshot()), async () =>
    (await page.deeds()).save(story),
  );
}

/** As after many acts, which only the number of the next tells. */
async function growJournal({ extension, promises }: Life, acts: number): Promise<void> {
  const { meta } = await promises.snapshot();
  extension.restart();
  await skipActs(extension.databases, acts, meta.acts?.latestAt ?? Date.now());
  await extension.startBrowser();
}

function newestFirst({ stories }: Snapshot): string[] {
  return stories.toSorted((a, b) => a.order - b.order).map(({ id }) => id);
}

/** The feed breaks off in the midst of its items. */
function cut({ site }: Extension, request: Request): Response {
  const whole = site.answer(request);
  if (whole.status !== 200) return whole;
  const half = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const text = await whole.text();
    controller.enqueue(new TextEncoder().encode(text.slice(0, text.length * 0.6)));
    controller.close();
  };
  return new Response(new ReadableStream({ start: half }), { headers: whole.headers });
}

/** The feed stands at another of its addresses. */
function moved({ site }: Extension, request: Request): Response | undefined {
  const { pathname, search } = new URL(request.url);
  if (pathname === '/feed/') return new Response('', { status: 404 });
  if (pathname !== '/news/feed/') return undefined;
  return site.answer(new Request(FEED + search, { headers: request.headers }));
}
