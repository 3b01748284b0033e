// Connections that do not come to be, break, stall or never end.

import { createServer } from 'node:https';
import { makeCertificate } from '../certificate.ts';
import type { Site, SoundFeed } from '../site.ts';
import { asIfWith } from './documents.ts';
import { type Fault, type Line, onFeeds } from './fault.ts';

/** Handshake failure, fatal (RFC 8446 §6.2). */
const TLS_ALERT = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28]);

/** The connection is taken and reset at once. */
export const resetAtOnce: Line = (socket) => socket.resetAndDestroy();

/** The server does not agree to speak TLS with this browser. */
export const noHandshake: Line = (socket) => {
  socket.once('data', () => socket.end(TLS_ALERT));
};

/** Something answers that speaks no TLS: the box of a hotel's network. */
export const noTls: Line = (socket) => {
  socket.once('data', () => socket.end('HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\n\r\n'));
};

/** The connection is taken, and then nothing. */
export const stalledHandshake: Line = () => undefined;

/** Someone else answers in the site's name, with a key of their own and a story that is not the site's. */
export function wrongKey(site: Pick<Site, 'host' | 'soundFeed'>): Line {
  const { key, cert } = makeCertificate(site.host);
  const impostor = createServer({ key, cert }, (_request, response) => {
    const { headers, body } = asIfWith(site.soundFeed(), 'A false story');
    response.writeHead(200, headers).end(body);
  });
  return (socket) => void impostor.emit('connection', socket);
}

/** The connection ends before an answer. */
export const hungUp: Fault = (request) => {
  request.socket.destroy();
  return 'handled';
};

/** The connection ends within the head of the answer. */
export const hungUpInHeaders: Fault = (request) => {
  request.socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/rss', () => request.socket.destroy());
  return 'handled';
};

/** What answers speaks no HTTP. */
export const noHttp: Fault = (request) => {
  request.socket.end('220 mail.example ESMTP Postfix\r\n');
  return 'handled';
};

/** A head of the answer of some megabytes. */
export const hugeHeaders: Fault = (request) => {
  request.socket.end(`HTTP/1.1 200 OK\r\n${`X-Padding: ${'x'.repeat(8000)}\r\n`.repeat(300)}\r\n`);
  return 'handled';
};

/** The head arrives, and then the connection breaks. */
export function brokenAfterHeaders(site: Pick<Site, 'soundFeed'>): Fault {
  return brokenAfter(site, () => 0);
}

/** The connection breaks within the body, whose length was told. */
export function brokenAfter(
  site: Pick<Site, 'soundFeed'>,
  keptBytes: (sound: SoundFeed) => number,
  { isChunked = false } = {},
): Fault {
  return onFeeds((_request, response) => {
    const sound = site.soundFeed();
    const length = isChunked ? {} : { 'Content-Length': String(sound.body.length) };
    response.writeHead(200, { ...sound.headers, ...length });
    response.flushHeaders();
    response.write(sound.body.subarray(0, keptBytes(sound)), () => response.destroy());
    return 'handled';
  });
}

/** No answer at all, ever. */
export const stalledHeaders: Fault = () => 'handled';

/** The head and the beginning of a feed, and then nothing more. */
export function stalledBody(site: Pick<Site, 'soundFeed'>): Fault {
  return beginning(site, () => undefined);
}

/** A byte at a time, and no end in sight. */
export function slowDrip(site: Pick<Site, 'soundFeed'>): Fault {
  return beginning(site, (write) => {
    const drip = setInterval(() => write(' '), 100);
    return () => clearInterval(drip);
  });
}

/** More and more, some 25 MB a second: fast enough for any limit, and slow enough to leave the browser alive. */
export function endlessBody(site: Pick<Site, 'soundFeed'>): Fault {
  const item = `<item><title>Again</title><description>${'again '.repeat(40_000)}</description></item>\n`;
  return beginning(site, (write) => {
    const pour = setInterval(() => write(item), 10);
    return () => clearInterval(pour);
  });
}

/** The head and the first bytes of a feed; `goOn` may write more, and returns how to stop that. */
function beginning(
  site: Pick<Site, 'soundFeed'>,
  goOn: (write: (text: string) => void) => (() => void) | undefined,
): Fault {
  return (_request, response) => {
    const { headers, body } = site.soundFeed();
    response.writeHead(200, headers).write(body.subarray(0, body.indexOf('<item>')));
    const stop = goOn((text) => response.writableNeedDrain || response.write(text));
    if (stop !== undefined) response.on('close', stop);
    return 'handled';
  };
}
