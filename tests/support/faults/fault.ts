// What a fault is. It is given to `site.fault` and takes over every request that it does not let pass; what goes
// wrong before there is a request is given to `site.setLine`.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Answers a request ('handled'), or leaves it to the site ('pass'). */
export type Fault = (request: IncomingMessage, response: ServerResponse) => 'handled' | 'pass';

/** What becomes of new connections: they reach the site, are refused, or end up here, before TLS has begun. */
export type Line = 'open' | 'closed' | ((socket: Socket) => void);

/** The same fault for requests for a feed alone: pages go on working. */
export function onFeeds(fault: Fault): Fault {
  return (request, response) => (isFeedAddress(request.url) ? fault(request, response) : 'pass');
}

export function isFeedAddress(address = ''): boolean {
  return /\/feed\/?(\?|$)|[?&]feed=/.test(address);
}
