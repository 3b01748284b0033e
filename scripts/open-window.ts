// `npm start` with a display: opens a browser's window with the extension, as a reader has it. Puppeteer only
// starts the browser here, loads the extension and opens the new tab; tests/support drives browsers for tests.

import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import { readManifest } from '../tests/support/driver.ts';
import type { Site } from '../tests/support/site.ts';
import type { Showing } from './showing.ts';

/** Firefox draws a UUID for the extension's addresses and its storage; a fixed one keeps the stories. */
const UUID = '6a5f7c1e-52a7-4c0b-9a3c-2f1f0a7f4d11';

/** Opens the window on the new tab. Throws where the browser does not start. */
export function openWindow(showing: Showing): Promise<Browser> {
  return showing.kind === 'chromium' ? openChromium(showing) : openFirefox(showing);
}

const LIKE_A_READER = {
  headless: false,
  defaultViewport: null,
  handleSIGINT: false, // who started us ends the browser, and cleans up
  handleSIGTERM: false,
  handleSIGHUP: false,
} as const;

async function openChromium({ executable, extension, profile, demonstration }: Showing): Promise<Browser> {
  const browser = await puppeteer.launch({
    ...LIKE_A_READER,
    executablePath: executable,
    userDataDir: profile,
    pipe: true,
    enableExtensions: [extension],
    ignoreDefaultArgs: ['--enable-automation'],
    args: [
      '--no-first-run',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // Chromium refuses to sandbox for root
      ...(demonstration === undefined ? [] : chromiumToDemonstration(demonstration)),
    ],
  });
  const [page = await browser.newPage()] = await browser.pages();
  await page.goto('chrome://newtab');
  return browser;
}

function chromiumToDemonstration({ host, port, spkiHash }: Site): string[] {
  const toSite = `127.0.0.1:${port}`;
  return [
    `--host-resolver-rules=MAP ${host}:443 ${toSite},MAP www.${host}:443 ${toSite}`,
    `--ignore-certificate-errors-spki-list=${spkiHash}`, // this key and no other
    '--no-proxy-server',
  ];
}

async function openFirefox({ executable, extension, profile, demonstration }: Showing): Promise<Browser> {
  const { geckoId, newTab } = readManifest(extension);
  if (demonstration !== undefined) trustInFirefox(demonstration, profile);
  const browser = await puppeteer.launch({
    ...LIKE_A_READER,
    browser: 'firefox',
    executablePath: executable,
    userDataDir: profile,
    args: ['--remote-allow-system-access'], // without it, no page of an extension may be opened over BiDi
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [geckoId]: UUID }),
      ...(demonstration === undefined ? {} : firefoxToDemonstration(demonstration)),
    },
  });
  await browser.installExtension(extension);
  const [page = await browser.newPage()] = await browser.pages();
  page.goto(`moz-extension://${UUID}/${newTab}`).catch(() => undefined); // never resolves for such an address
  return browser;
}

function firefoxToDemonstration({ host, port }: Site): Record<string, unknown> {
  return {
    'network.proxy.type': 0,
    'network.trr.mode': 5, // no DNS over HTTPS, which would not ask localDomains
    'network.dns.localDomains': `${host},www.${host}`,
    'network.socket.forcePort': `443=${port}`,
  };
}

/** Accepts this one certificate for the site's names, as a reader may in Firefox (nsCertOverrideService). */
function trustInFirefox({ host, port, certificate }: Site, profile: string): void {
  const { fingerprint256 } = new X509Certificate(certificate);
  const sha256 = 'OID.2.16.840.1.101.3.4.2.1';
  const lines = [host, `www.${host}`].map((name) => `${name}:${port}:\t${sha256}\t${fingerprint256}\t\n`);
  writeFileSync(join(profile, 'cert_override.txt'), lines.join(''));
}
