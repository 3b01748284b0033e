// Every kind of fault, and what the reader must then see. After each nothing may be lost: what was in the list stays,
// the badge counts it, and the next sound answer brings what was published meanwhile, once.

import type { StatusKind } from '../../../lib/page/status.ts';
import { serveRecording } from '../recordings.ts';
import type { Site } from '../site.ts';
import * as answers from './answers.ts';
import * as connections from './connections.ts';
import * as documents from './documents.ts';
import { type Fault, type Line, onFeeds } from './fault.ts';

export type Family =
  | 'no connection'
  | 'broken off'
  | 'stalled'
  | 'too large'
  | 'error'
  | 'page'
  | 'cut'
  | 'encoding'
  | 'redirect'
  | 'not modified'
  | 'no stories'
  | 'odd feed';

/** What the reader sees. */
export interface Sight {
  status: StatusKind;
  /** A part of what the status line says. */
  says: string;
  /** Whether what was published meanwhile arrives with it. */
  brings: boolean;
}

/** Whose fetch it is. */
type Client = 'chromium' | 'firefox' | 'node';

export interface FaultKind extends Sight {
  name: string;
  family: Family;
  /** What the site does while the fault is on: to requests, or to connections. */
  does(site: Site): { fault: Fault } | { line: Line };
  /** Whether it means something else to a request without validators, and is to be met by one. */
  asksInFull?: true;
  /** What the reader sees where that is another when no feed is known yet. */
  asFirst?: Partial<Sight>;
  /** Where a client's fetch does not tell what the others' do. */
  in?: Partial<Record<Client, Partial<Sight>>>;
  /** What may be seen as well: a connection that breaks takes what came and was not read yet with it (Streams, error). */
  or?: Sight[];
}

/** What the reader may see with this client, where a feed is known or where it is the first answer of all. */
export function sightsOf(kind: FaultKind, client: Client, { isFirst = false } = {}): Sight[] {
  return [{ ...kind, ...(isFirst && kind.asFirst), ...kind.in?.[client] }, ...(kind.or ?? [])];
}

/** Which of the sights this is; undefined when it is none. */
export function sightAmong(
  sights: Sight[],
  status: string,
  words: string,
  brings: boolean,
): Sight | undefined {
  return sights.find(
    (sight) => sight.status === status && words.includes(sight.says) && sight.brings === brings,
  );
}

/** Puts a fault on; resolves when it is. */
export async function putOn(site: Site, { does }: FaultKind): Promise<void> {
  const doing = does(site);
  if ('line' in doing) await site.setLine(doing.line);
  else site.fault = doing.fault;
}

/** Ends whatever fault is on. */
export async function heal(site: Site): Promise<void> {
  site.fault = undefined;
  await site.setLine('open');
}

function sight(status: StatusKind, says: string): Sight {
  return { status, says, brings: false };
}

const NO_ANSWER = sight('failing', 'The site could not be reached');
const TOO_SLOW = sight('failing', 'The site took too long');
const TOO_LARGE = sight('failing', 'too large to be its feed');
const BROKE_OFF = sight('partial', 'The site’s answer broke off');
const NOT_ITS_FEED = sight('blocked', 'a page that is not its feed');
const NO_FEED = sight('failing', 'No feed with stories was found');
const ELSEWHERE = sight('failing', 'leads to an address that is not followed');
const FINE = sight('ok', 'Checked');
const said = (code: number) => sight('failing', `The site answered ${code}`);

const MAINTENANCE = answers.page('Briefly unavailable for scheduled maintenance. Check back in a minute.');
const CRITICAL = '<p>There has been a critical error on this website.</p>';
const ELSEWHERE_ADDRESS = 'https://elsewhere.example/feed/';

/** A row of the table below. */
function kind(
  name: string,
  seen: Sight,
  does: (site: Site) => Fault | { line: Line },
  more: Partial<FaultKind> = {},
): Omit<FaultKind, 'family'> {
  const doing = (site: Site) => {
    const done = does(site);
    return typeof done === 'function' ? { fault: done } : done;
  };
  return { name, ...seen, does: doing, ...more };
}

const line = (given: Line) => (): { line: Line } => ({ line: given });
const brings = { brings: true };

const TABLE: [family: Family, kinds: Omit<FaultKind, 'family'>[]][] = [
  [
    'no connection',
    [
      kind('connection refused', NO_ANSWER, line('closed')),
      kind('connection reset at once', NO_ANSWER, line(connections.resetAtOnce)),
      kind('TLS handshake failure', NO_ANSWER, line(connections.noHandshake)),
      kind('no TLS at all', NO_ANSWER, line(connections.noTls)),
      kind('another key in the site’s name', NO_ANSWER, (site) => ({ line: connections.wrongKey(site) })),
      kind('hung up before the head', NO_ANSWER, () => connections.hungUp),
      kind('hung up within the head', NO_ANSWER, () => connections.hungUpInHeaders, {
        in: { firefox: BROKE_OFF }, // it takes what came for the head
      }),
      kind('no HTTP', NOT_ITS_FEED, () => connections.noHttp, {
        in: { node: NO_ANSWER }, // browsers take it for the body of HTTP/0.9
      }),
      kind('a head of megabytes', NO_ANSWER, () => connections.hugeHeaders),
    ],
  ],
  [
    'broken off',
    [
      kind('broken after the head', BROKE_OFF, connections.brokenAfterHeaders, {
        in: { firefox: NO_ANSWER }, // it tells of no head before the first byte of the body
      }),
      kind('broken within the first item', BROKE_OFF, (site) =>
        connections.brokenAfter(site, documents.bytesOf(0)),
      ),
      kind(
        'broken within the fourth item',
        BROKE_OFF,
        (site) => connections.brokenAfter(site, documents.bytesOf(3)),
        { brings: true, or: [BROKE_OFF] },
      ),
      kind(
        'chunks without their end',
        BROKE_OFF,
        (site) => connections.brokenAfter(site, documents.bytesOf(3), { isChunked: true }),
        { brings: true, or: [BROKE_OFF] },
      ),
      kind('Content-Length too long', FINE, (site) => documents.wrongLength(site, () => 1000), {
        brings: true,
        or: [{ ...BROKE_OFF, brings: true }, BROKE_OFF],
      }),
    ],
  ],
  [
    'stalled',
    [
      kind('stalled handshake', TOO_SLOW, line(connections.stalledHandshake)),
      kind('stalled before the head', TOO_SLOW, () => connections.stalledHeaders),
      kind('stalled within the body', TOO_SLOW, connections.stalledBody),
      kind('slow drip', TOO_SLOW, connections.slowDrip),
    ],
  ],
  [
    'too large',
    [
      kind('endless body', TOO_LARGE, connections.endlessBody),
      kind('gzip bomb', TOO_LARGE, documents.gzipBomb),
    ],
  ],
  [
    'error',
    [
      kind('400', said(400), () => answers.status(400), { asFirst: NO_FEED }),
      kind(
        '401 with a login',
        said(401),
        () => answers.status(401, { 'WWW-Authenticate': 'Basic realm="staging"' }),
        { asFirst: NO_FEED },
      ),
      kind(
        '403 in plain text',
        said(403),
        () => answers.status(403, { 'Content-Type': 'text/plain' }, 'no'),
        {
          asFirst: NO_FEED,
        },
      ),
      kind('404', NO_FEED, () => answers.status(404)),
      kind('410', NO_FEED, () => answers.status(410)),
      kind('429 with seconds', said(429), () => answers.tooMany(600)),
      kind('429 with a date', said(429), () => answers.tooMany(new Date(Date.now() + 600_000).toUTCString())),
      kind('429 without Retry-After', said(429), () => answers.status(429)),
      kind('500 without a body', said(500), () => answers.status(500, {}, '')),
      kind('500 with a page', said(500), () => answers.status(500, {}, answers.page('Error', CRITICAL))),
      kind('502', said(502), () => answers.status(502)),
      kind('503 with Retry-After', said(503), () => serveRecording('maintenance-503.html')),
      kind('503 of maintenance', said(503), () => answers.status(503, {}, MAINTENANCE)),
      kind('504', said(504), () => answers.status(504)),
      kind('522 of a network in front', said(522), () => answers.status(522)),
      kind('503 with the whole feed', said(503), (site) => documents.feedWith(site, () => ({ status: 503 }))),
    ],
  ],
  [
    'page',
    [
      kind('403 with a challenge', NOT_ITS_FEED, () => answers.botChallenge),
      kind('200 with a page', NOT_ITS_FEED, () => answers.htmlWith200),
      kind('200 with a login', NOT_ITS_FEED, () => answers.login),
      kind('200 with a challenge', NOT_ITS_FEED, () => answers.challengeWith200),
      kind(
        '200 with JSON',
        NOT_ITS_FEED,
        () => answers.insteadOfFeed('{"code":"rest_disabled"}', { 'Content-Type': 'application/json' }),
        { asFirst: NO_FEED },
      ),
      kind('a page that quotes the feed', NOT_ITS_FEED, (site) =>
        documents.feedRewritten(site, (text) => answers.page('Feed', text)),
      ),
    ],
  ],
  [
    'cut',
    [
      kind('200 without a body', BROKE_OFF, () => answers.insteadOfFeed('')),
      kind('204', BROKE_OFF, () => onFeeds(answers.status(204, {}, ''))),
      kind(
        '206 with the beginning',
        BROKE_OFF,
        (site) =>
          documents.feedWith(site, (sound) => ({
            status: 206,
            headers: { 'Content-Range': `bytes 0-9999/${sound.body.length}` },
            body: sound.body.subarray(0, documents.bytesOf(3)(sound)),
          })),
        brings,
      ),
      kind('cut within the first tag', BROKE_OFF, (site) => documents.truncated(site, () => 60)),
      kind('cut within the channel', BROKE_OFF, (site) => documents.truncated(site, () => 600)),
      kind('cut within the first item', BROKE_OFF, (site) => documents.truncated(site, documents.bytesOf(0))),
      kind(
        'cut within the fourth item',
        BROKE_OFF,
        (site) => documents.truncated(site, documents.bytesOf(3)),
        brings,
      ),
      kind(
        'an error page within the fourth item',
        BROKE_OFF,
        (site) =>
          documents.feedWith(site, (sound) => ({
            body: `${sound.body.subarray(0, documents.bytesOf(3)(sound))}${answers.page('Error', CRITICAL)}`,
          })),
        brings,
      ),
      kind(
        'Content-Length too short',
        BROKE_OFF,
        (site) => documents.wrongLength(site, (sound) => documents.bytesOf(3)(sound) - sound.body.length),
        brings,
      ),
      kind('cut gzip', BROKE_OFF, documents.gzipCut, brings),
      kind('garbage called gzip', BROKE_OFF, documents.gzipGarbage),
    ],
  ],
  [
    'encoding',
    [
      ...(
        [
          ['ISO-8859-1 in the head, wrongly', { 'Content-Type': 'application/rss+xml; charset=ISO-8859-1' }],
          ['UTF-16 in the head, wrongly', { 'Content-Type': 'application/rss+xml; charset=utf-16' }],
          ['a charset that there is not', { 'Content-Type': 'application/rss+xml; charset=none' }],
          ['no charset', { 'Content-Type': 'application/rss+xml' }],
          ['no Content-Type', { 'Content-Type': '' }],
          ['text/html on a real feed', { 'Content-Type': 'text/html; charset=UTF-8' }],
          ['application/octet-stream', { 'Content-Type': 'application/octet-stream' }],
        ] as const
      ).map(([name, headers]) =>
        kind(name, FINE, (site) => documents.feedWith(site, () => ({ headers })), brings),
      ),
      kind(
        'ISO-8859-1 in the document, wrongly',
        FINE,
        (site) =>
          documents.feedWith(site, ({ body }) => ({
            headers: { 'Content-Type': 'application/rss+xml' },
            body: body.toString().replace('encoding="UTF-8"', 'encoding="ISO-8859-1"'),
          })),
        brings,
      ),
    ],
  ],
  [
    'redirect',
    [
      kind('redirect in a circle', ELSEWHERE, () =>
        answers.redirectTo('https://rareearthexchanges.com/feed/'),
      ),
      kind('redirect to another host', ELSEWHERE, () => answers.redirectTo(ELSEWHERE_ADDRESS)),
      kind('redirect to http', ELSEWHERE, () => answers.redirectTo('http://rareearthexchanges.com/feed/')),
      kind('redirect to nowhere', said(302), () => answers.status(302, {}, ''), { asFirst: NO_FEED }),
      kind('redirect to a login', NOT_ITS_FEED, () =>
        answers.redirectWithin('/wp-login.php', answers.status(200, {}, answers.page('Log In'))),
      ),
      kind(
        'redirect within the site',
        FINE,
        (site) =>
          answers.redirectWithin(
            '/feed/rss2/?feed=rss2',
            documents.feedWith(site, () => ({})),
          ),
        brings,
      ),
    ],
  ],
  [
    'not modified',
    [
      kind('304 to a request without validators', said(304), answers.notModified, {
        asksInFull: true,
        asFirst: NO_FEED,
      }),
      kind('304 that is not true', FINE, answers.notModified, { asFirst: NO_FEED }),
      kind('304 with a body', FINE, answers.notModifiedWithBody, { asFirst: NO_FEED }),
      kind('an old copy of the feed', FINE, (site) => documents.oldCopy(site), { asFirst: brings }),
    ],
  ],
  [
    'no stories',
    [
      kind('an empty channel', NO_FEED, (site) =>
        documents.feedWith(site, () => ({ body: documents.feedOf([], site) })),
      ),
      kind('posts of another kind', NO_FEED, (site) =>
        documents.feedWith(site, () => ({ body: documents.feedOfPosts(site) })),
      ),
      kind('posts of another kind, cut', BROKE_OFF, (site) =>
        documents.feedWith(site, () => ({ body: documents.feedOfPosts(site).replace(/<\/channel>.*/s, '') })),
      ),
      kind('comments', NO_FEED, (site) =>
        documents.feedWith(site, () => ({ body: documents.feedOfComments(site) })),
      ),
    ],
  ],
  [
    'odd feed',
    [
      kind(
        'each item twice',
        FINE,
        (site) =>
          documents.feedRewritten(site, (text) => text.replace(/<item>.*?<\/item>/gs, (item) => item + item)),
        brings,
      ),
      kind(
        'the document twice',
        FINE,
        (site) => documents.feedRewritten(site, (text) => text + text),
        brings,
      ),
      kind(
        'no guids',
        FINE,
        (site) => documents.feedRewritten(site, (text) => text.replace(/<guid.*?<\/guid>/g, '')),
        brings,
      ),
      kind(
        'guids of a staging host',
        FINE,
        (site) =>
          documents.feedRewritten(site, (text) =>
            text.replace(/(<guid[^>]*>)https:\/\/[^/]+/g, '$1https://reex.onrocket.site'),
          ),
        brings,
      ),
      kind('an entity bomb', FINE, (site) => documents.feedRewritten(site, documents.entityBomb), brings),
      kind('a hundred thousand elements deep', BROKE_OFF, (site) =>
        documents.feedRewritten(site, (text) => text.replace('<item>', `${'<deep>'.repeat(100_000)}<item>`)),
      ),
      kind(
        'an error page behind the feed',
        FINE,
        (site) => documents.feedRewritten(site, (text) => text + answers.page('Error', CRITICAL)),
        brings,
      ),
      kind(
        'an order to clear what is stored',
        FINE,
        (site) => documents.feedWith(site, () => ({ headers: { 'Clear-Site-Data': '"*"', Refresh: '0' } })),
        brings,
      ),
    ],
  ],
];

export const FAULT_KINDS: FaultKind[] = TABLE.flatMap(([family, kinds]) =>
  kinds.map((entry) => ({ ...entry, family })),
);
