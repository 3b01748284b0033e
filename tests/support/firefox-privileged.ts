// Firefox's privileged scope over WebDriver BiDi: code that runs as the browser's own, in its window or beside a
// page that BiDi does not list. It reaches what no page may: certificates, tabs, panels, the toolbar.

import type { Browser } from 'puppeteer-core';

interface BidiConnection {
  send(method: string, params: unknown): Promise<{ result: unknown }>;
}

/**
 * Runs a function in the browser's window; it sees Firefox's globals (`gBrowser`, `Services`, `ChromeUtils`) and
 * its arguments. Arguments and result pass through JSON. Throws what it throws.
 */
export async function inBrowserWindow<Args extends unknown[], T>(
  browser: Browser,
  fn: (...args: Args) => T,
  ...args: Args
): Promise<Awaited<T>> {
  const connection = connectionOf(browser);
  const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const context = textAt(tree.result, 'contexts', '0', 'context');
  const expression = `(async () => JSON.stringify((await (${fn})(...${JSON.stringify(args)})) ?? null))()`;
  const { result } = await connection.send('script.evaluate', {
    expression,
    target: { context },
    awaitPromise: true,
  });
  if (textAt(result, 'type') !== 'success') throw new Error(textAt(result, 'exceptionDetails', 'text'));
  return JSON.parse(textAt(result, 'result', 'value'));
}

/** puppeteer keeps its connection to itself, and offers no other way to Firefox's own scope. */
function connectionOf(browser: Browser): BidiConnection {
  const connection = 'connection' in browser ? browser.connection : undefined;
  if (!isConnection(connection)) throw new Error('puppeteer has no BiDi connection where it used to be');
  return connection;
}

function isConnection(candidate: unknown): candidate is BidiConnection {
  return (
    typeof candidate === 'object' &&
    candidate !== null &&
    'send' in candidate &&
    typeof candidate.send === 'function'
  );
}

function textAt(answer: unknown, ...path: string[]): string {
  let inner = answer;
  for (const key of path) {
    inner = typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined;
  }
  return typeof inner === 'string' ? inner : '';
}
