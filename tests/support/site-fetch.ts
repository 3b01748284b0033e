// Node's own fetch in front of the stand-in for the site, as the browsers are: the site's name and port lead to it,
// its one key is trusted, and no other host is reached.

import { connect } from 'node:tls';
import type { Site } from './site.ts';

interface Wanted {
  hostname: string;
  protocol: string;
}
type Connected = (error: Error | null, socket: unknown) => void;
type Agent = new (options: { connect(wanted: Wanted, done: Connected): void }) => object;

/** Node keeps its HTTP client to itself, but for the agent in use. */
const AGENT = Symbol.for('undici.globalDispatcher.1');

export function fetchFrom(site: Site): typeof fetch {
  const Agent = agentClass();
  const dispatcher = new Agent({
    connect({ hostname, protocol }, done) {
      if (hostname !== site.host || protocol !== 'https:')
        return done(new Error(`${hostname} is not asked`), null);
      const socket = connect({
        host: '127.0.0.1',
        port: site.port,
        servername: site.host,
        ca: site.certificate,
        ALPNProtocols: ['http/1.1'],
      });
      socket.once('secureConnect', () => done(null, socket)).once('error', (error) => done(error, null));
    },
  });
  return async (input, init) => {
    const options = { ...init, dispatcher };
    const response = await fetch(input, options);
    // Node shows a redirect that is not to be followed; a browser says no more than that there is one.
    const isShown = init?.redirect === 'manual' && [301, 302, 303, 307, 308].includes(response.status);
    return isShown ? Object.defineProperty(response, 'type', { value: 'opaqueredirect' }) : response;
  };
}

function agentClass(): Agent {
  new Response(); // the client is loaded with the first of its classes
  const agent: unknown = Reflect.get(globalThis, AGENT);
  if (typeof agent !== 'object' || agent === null) throw new Error('this Node shows no agent of its fetch');
  return agent.constructor as Agent;
}
