// Asks the stand-in for the site from Node, byte for byte: no redirect is followed, nothing is unzipped.

import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import type { Site } from './site.ts';

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Rejects when the connection breaks before the end of the answer, and when `signal` says so. */
export function askSite(
  site: Site,
  path: string,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const options = {
      ...{
        host: '127.0.0.1',
        port: site.port,
        path,
        servername: site.host,
        ca: site.certificate,
        agent: false,
      },
      headers: { Host: site.host, ...headers },
      ...(signal && { signal }),
    };
    const sent = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}
