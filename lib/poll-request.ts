// What a page may ask of the worker: a poll, what is to be told once, a page of older stories, the badge, to go by the
// settings, a new database. Checked by shape and sender, for a message is outside input.

import type { Browser, Runtime } from 'webextension-polyfill';
import type { Greeting } from './greeting.ts';
import type { Rebuilt } from './keepsake.ts';
import type { PollReason } from './schedule/next-poll.ts';
import type { StoreFault } from './store/open.ts';

const FAULTS: readonly unknown[] = ['newer', 'silent', 'full', 'failed'] satisfies StoreFault['why'][];

const PAGE_REASONS = ['page', 'popup', 'press', 'online'] as const satisfies PollReason[];

/** Why a page asks for a poll. */
export type PageReason = (typeof PAGE_REASONS)[number];

interface PollRequest {
  ask: 'poll';
  reason: PageReason;
}

/** What the worker says once that poll ended, or none was due. */
export interface PollReply {
  /** Whether the site may be reached. */
  hasAccess: boolean;
  /** Why the worker can't keep what it reads; absent while it can. */
  fault?: StoreFault['why'];
}

/** Asks the worker for a poll, and wakes it if it sleeps. Rejects when the worker can't be reached, or dies. */
export async function requestPoll(browser: Browser, reason: PageReason): Promise<PollReply> {
  const request: PollRequest = { ask: 'poll', reason };
  const reply: unknown = await browser.runtime.sendMessage(request);
  if (!isPollReply(reply)) throw new Error('the worker did not answer');
  return reply;
}

/** Calls `run` for each such request of our own pages. To be registered at once when the worker starts. */
export function onPollRequest(browser: Browser, run: (reason: PageReason) => Promise<PollReply>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) =>
    isOurs(browser, sender) && isPollRequest(message) ? run(message.reason) : undefined,
  );
}

/** What is to be told beside the stories. */
export interface News {
  /** Whether another version is ready. */
  isUpdateReady: boolean;
  /** Only where the front page asks, for there it is told. */
  greeting?: Greeting;
}

/** Asks what is to be told. Rejects when the worker can't be reached. */
export async function requestNews(browser: Browser, by: 'page' | 'popup'): Promise<News> {
  const news: unknown = await browser.runtime.sendMessage({ ask: 'news', by });
  if (!isNews(news)) throw new Error('the worker did not answer');
  return news;
}

/** Calls `run` for each such request of our own pages. To be registered at once when the worker starts. */
export function onNewsRequest(browser: Browser, run: (isFrontPage: boolean) => Promise<News>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) =>
    isOurs(browser, sender) && isAsk(message, 'news')
      ? run('by' in message && message.by === 'page')
      : undefined,
  );
}

/**
 * Has the worker tell the badge once more: the page that marked may be gone before it could. To be sent when the
 * write was begun, for the worker's read waits for it. Never rejects.
 */
export async function requestBadge(browser: Browser): Promise<void> {
  try {
    await browser.runtime.sendMessage({ ask: 'badge' });
  } catch {
    // the worker can't be reached, or, said at once, this page belongs to a version that was replaced
  }
}

/** Calls `run` for each such request of our own pages. To be registered at once when the worker starts. */
export function onBadgeRequest(browser: Browser, run: () => Promise<void>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) =>
    isOurs(browser, sender) && isAsk(message, 'badge') ? run() : undefined,
  );
}

/** Has the worker ask for the next page of older stories, where one is due. Rejects when it can't be reached. */
export async function requestFill(browser: Browser): Promise<void> {
  await browser.runtime.sendMessage({ ask: 'fill' });
}

/** Calls `run` for each such request of our own pages. To be registered at once when the worker starts. */
export function onFillRequest(browser: Browser, run: () => Promise<void>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) =>
    isOurs(browser, sender) && isAsk(message, 'fill') ? run() : undefined,
  );
}

/** Has the worker go by the settings that were just kept. Never rejects: it goes by them when it next starts, too. */
export async function requestSettings(browser: Browser): Promise<void> {
  try {
    await browser.runtime.sendMessage({ ask: 'settings' });
  } catch {
    // the worker can't be reached
  }
}

/** Calls `run` for each such request of our own pages. To be registered at once when the worker starts. */
export function onSettingsRequest(browser: Browser, run: () => Promise<void>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) =>
    isOurs(browser, sender) && isAsk(message, 'settings') ? run() : undefined,
  );
}

/** Has the worker put a new database in the place of one that can't be read. Rejects when it can't be reached. */
export async function requestRebuild(browser: Browser): Promise<Rebuilt> {
  const reply: unknown = await browser.runtime.sendMessage({ ask: 'rebuild' });
  return isRebuilt(reply) ? reply : 'failed';
}

/** Calls `run` for each such request of our own pages. To be registered at once when the worker starts. */
export function onRebuildRequest(browser: Browser, run: () => Promise<Rebuilt>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) =>
    isOurs(browser, sender) && isAsk(message, 'rebuild') ? run() : undefined,
  );
}

function isOurs(browser: Browser, { id, url }: Runtime.MessageSender): boolean {
  return id === browser.runtime.id && (url?.startsWith(browser.runtime.getURL('')) ?? false);
}

function isPollReply(reply: unknown): reply is PollReply {
  return (
    typeof reply === 'object' &&
    reply !== null &&
    'hasAccess' in reply &&
    typeof reply.hasAccess === 'boolean' &&
    (!('fault' in reply) || FAULTS.includes(reply.fault))
  );
}

function isNews(reply: unknown): reply is News {
  if (typeof reply !== 'object' || reply === null) return false;
  if (!('isUpdateReady' in reply) || typeof reply.isUpdateReady !== 'boolean') return false;
  return !('greeting' in reply) || reply.greeting === 'guide' || reply.greeting === 'news';
}

function isRebuilt(reply: unknown): reply is Rebuilt {
  return reply === 'rebuilt' || reply === 'blocked' || reply === 'failed';
}

function isPollRequest(message: unknown): message is PollRequest {
  if (!isAsk(message, 'poll') || !('reason' in message)) return false;
  const reasons: readonly unknown[] = PAGE_REASONS;
  return reasons.includes(message.reason);
}

function isAsk(message: unknown, what: string): message is { ask: string } {
  return typeof message === 'object' && message !== null && 'ask' in message && message.ask === what;
}
