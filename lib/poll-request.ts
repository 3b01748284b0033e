// What a page may ask of the worker: a poll. Checked by shape and sender, for a message is outside input.

import type { Browser, Runtime } from 'webextension-polyfill';
import type { PollReason } from './schedule/next-poll.ts';

type PageReason = Extract<PollReason, 'page' | 'popup' | 'press'>;

interface PollRequest {
  ask: 'poll';
  reason: PageReason;
}

/** Asks the worker for a poll, and wakes it if it sleeps. Resolves when that poll ended, or none was due. */
export async function requestPoll(browser: Browser, reason: PageReason): Promise<void> {
  const request: PollRequest = { ask: 'poll', reason };
  await browser.runtime.sendMessage(request);
}

/** Calls `run` for each such request of our own pages. To be registered at once when the worker starts. */
export function onPollRequest(browser: Browser, run: (reason: PageReason) => Promise<void>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const isOurs = sender.id === browser.runtime.id && sender.url?.startsWith(browser.runtime.getURL(''));
    return isOurs && isPollRequest(message) ? run(message.reason) : undefined;
  });
}

function isPollRequest(message: unknown): message is PollRequest {
  if (typeof message !== 'object' || message === null) return false;
  if (!('ask' in message) || !('reason' in message)) return false;
  return message.ask === 'poll' && ['page', 'popup', 'press'].includes(String(message.reason));
}
