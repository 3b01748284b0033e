// A line to Chromium's DevTools protocol, over the pipe. Puppeteer is left aside here: it attaches itself to every
// page and stops it until it is ready, which would be measured along.

import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Protocol } from 'puppeteer-core';
import { makeProfile, removeProfile } from '../support/browser-process.ts';
import { callText } from '../support/in-page.ts';

/** The commands in use: what each takes and gives. */
interface Commands {
  'Browser.close': { takes: object; gives: object };
  'Browser.getVersion': { takes: object; gives: Protocol.Browser.GetVersionResponse };
  'Emulation.setCPUThrottlingRate': {
    takes: Protocol.Emulation.SetCPUThrottlingRateRequest;
    gives: object;
  };
  'Extensions.loadUnpacked': { takes: { path: string }; gives: { id: string } };
  'HeapProfiler.collectGarbage': { takes: object; gives: object };
  'Page.addScriptToEvaluateOnNewDocument': {
    takes: Protocol.Page.AddScriptToEvaluateOnNewDocumentRequest;
    gives: object;
  };
  'Page.enable': { takes: object; gives: object };
  'Page.navigate': { takes: Protocol.Page.NavigateRequest; gives: Protocol.Page.NavigateResponse };
  'Runtime.evaluate': { takes: Protocol.Runtime.EvaluateRequest; gives: Protocol.Runtime.EvaluateResponse };
  'Runtime.getHeapUsage': { takes: object; gives: Protocol.Runtime.GetHeapUsageResponse };
  'Target.attachToTarget': {
    takes: Protocol.Target.AttachToTargetRequest;
    gives: Protocol.Target.AttachToTargetResponse;
  };
  'Target.closeTarget': { takes: Protocol.Target.CloseTargetRequest; gives: object };
  'Target.createTarget': {
    takes: Protocol.Target.CreateTargetRequest;
    gives: Protocol.Target.CreateTargetResponse;
  };
  'Target.getTargets': { takes: object; gives: Protocol.Target.GetTargetsResponse };
}

interface Message {
  id?: number;
  result?: unknown;
  error?: { message: string };
}

/** Switches that keep Chromium to itself, and let the page that measures run its timers while another tab is in front. */
const SWITCHES = [
  '--headless=new',
  '--remote-debugging-pipe',
  '--enable-unsafe-extension-debugging',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND', // no request leaves, and none is waited for
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--window-size=1280,800',
];

const CLOSING_MS = 10_000;

/** Chromium, with a fresh profile, and the protocol of the whole browser. */
export class DevTools {
  private readonly child: ChildProcess;
  private readonly profile: string;
  private readonly input: Writable;
  private readonly waiting = new Map<number, (message: Message) => void>();
  private readonly exited: Promise<void>;
  private lastId = 0;
  private unread = '';

  constructor(executable: string) {
    this.profile = makeProfile();
    const forRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []; // Chromium refuses to sandbox for root
    this.child = spawn(executable, [...SWITCHES, ...forRoot, `--user-data-dir=${this.profile}`], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    const [, , , input, output] = this.child.stdio;
    this.input = input as Writable; // asked for as pipes two lines above
    const from = output as Readable;
    from.setEncoding('utf8').on('data', (text: string) => this.read(text));
    this.input.on('error', () => undefined); // a browser that died is told below, to whoever waits
    this.exited = new Promise((resolve) => {
      const end = () => {
        for (const answer of this.waiting.values()) answer({ error: { message: 'the browser is gone' } });
        resolve();
      };
      this.child.once('exit', end).once('error', end);
    });
  }

  /** Sends a command to the browser, or to the target of a session. Throws what the protocol says went wrong. */
  async send<Name extends keyof Commands>(
    method: Name,
    params: Commands[Name]['takes'],
    sessionId?: string,
  ): Promise<Commands[Name]['gives']> {
    this.lastId += 1;
    const id = this.lastId;
    const { error, result } = await new Promise<Message>((resolve) => {
      this.waiting.set(id, resolve);
      this.input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
    this.waiting.delete(id);
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result as Commands[Name]['gives']; // the protocol's own shapes, from its description
  }

  /** Opens a page in a tab and attaches to it. */
  async open(url: string): Promise<AttachedPage> {
    const { targetId } = await this.send('Target.createTarget', { url });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    return new AttachedPage(this, targetId, sessionId);
  }

  /** Ends the browser and removes its profile. */
  async close(): Promise<void> {
    const patience = setTimeout(() => this.child.kill('SIGKILL'), CLOSING_MS);
    await this.send('Browser.close', {}).catch(() => undefined); // it may be gone before it answers
    await this.exited;
    clearTimeout(patience);
    removeProfile(this.profile);
  }

  /** Messages end with a zero byte. */
  private read(text: string): void {
    const messages = (this.unread + text).split('\0');
    this.unread = messages.pop() ?? '';
    for (const json of messages) {
      const message: Message = JSON.parse(json);
      if (message.id !== undefined) this.waiting.get(message.id)?.(message);
    }
  }
}

/** A page that is attached to. Never one whose time is measured: attaching costs time. */
export class AttachedPage {
  private readonly devtools: DevTools;
  private readonly targetId: string;
  private readonly sessionId: string;

  constructor(devtools: DevTools, targetId: string, sessionId: string) {
    this.devtools = devtools;
    this.targetId = targetId;
    this.sessionId = sessionId;
  }

  send<Name extends keyof Commands>(
    method: Name,
    params: Commands[Name]['takes'],
  ): Promise<Commands[Name]['gives']> {
    return this.devtools.send(method, params, this.sessionId);
  }

  /** Runs a function in the page. It sees nothing but its arguments, which pass through JSON as its result does. */
  async evaluate<Args extends unknown[], T>(fn: (...args: Args) => T, ...args: Args): Promise<Awaited<T>> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
      expression: callText(fn, args),
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as Awaited<T>; // the page ran `fn`: its type is what comes back
  }

  async close(): Promise<void> {
    await this.devtools.send('Target.closeTarget', { targetId: this.targetId });
  }
}
