// Knows each call at run time by its site, counts it, and lets the one fail that is to fail.

import { type CallSite, findCallSites, type Kind } from './find.ts';

/** One call, and how it fails. */
export interface Failure {
  kind: Kind;
  /** The site's. */
  place: string;
  /** 1 for the first call from there; absent where any will do. */
  hit?: number;
  /** In which step of the life; absent where any will do. */
  step?: string;
  way: string;
  /** Of a store's: which of its requests fails, 1 for the first. */
  request?: number;
  /** Whether all later calls of this kind fail as well, until it is mended. */
  lasts?: boolean;
}

/** What a call of the store asked of the database. */
export interface Requests {
  reads: number;
  writes: number;
  /** Which of all were writes, 1 for the first. */
  written: number[];
}

export class Watch {
  readonly hits = new Map<string, number>();
  /** By place and hit. */
  readonly requests = new Map<string, Requests>();
  /** Calls from where the finder sees no call site. */
  readonly strangers = new Set<string>();
  /** Counted up by whatever happens, so that a pause can be told from an end. */
  activity = 0;
  /** Calls without an answer so far. */
  readonly hanging = new Set<object>();
  /** How many writes to come find a full disk, beside what fails. */
  lackingRoom = 0;
  /** The step of the life that is being taken. */
  step = '';
  /** In which steps each place was called from, as long as calls could fail. */
  readonly steps = new Map<string, Set<string>>();
  /** What fails, or has failed since all was well. */
  current: Failure | undefined;
  /** What has failed so far, in its order. */
  readonly struck: Failure[] = [];
  private isMended = false;
  private readonly failures: readonly Failure[];
  private readonly kinds: ReadonlyMap<string, Kind>;

  constructor(sites: readonly CallSite[], failures: readonly Failure[] = []) {
    this.kinds = new Map(sites.map(({ place, kind }) => [place, kind]));
    this.failures = failures;
  }

  /** Makes a call, or has it fail where it is one that is to: `fail` is told in which way. */
  call<T>(kind: Kind, perform: (hits: string[]) => T, fail: (failure: Failure) => T): T {
    this.activity += 1;
    const hits = this.placesOf(kind).map((place) => {
      const hit = (this.hits.get(place) ?? 0) + 1;
      this.hits.set(place, hit);
      if (!this.isMended) this.steps.set(place, (this.steps.get(place) ?? new Set()).add(this.step));
      return { place, hit };
    });
    const failure = this.failureOf(kind, hits);
    return failure === undefined ? perform(hits.map(({ place, hit }) => hitOf(place, hit))) : fail(failure);
  }

  /** Nothing fails, until the next is armed. */
  mend(): void {
    this.isMended = true;
  }

  /** All is well again: the next may fail. */
  arm(): void {
    this.isMended = false;
    this.current = undefined;
  }

  /** A call that is never answered. */
  hang(signal?: AbortSignal | null): Promise<never> {
    const call = {};
    this.hanging.add(call);
    return new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => {
        this.hanging.delete(call);
        reject(signal.reason);
      });
    });
  }

  private failureOf(kind: Kind, hits: readonly { place: string; hit: number }[]): Failure | undefined {
    const { current } = this;
    if (this.isMended) return undefined;
    if (current !== undefined) return current.lasts && current.kind === kind ? current : undefined;
    const failure = this.failures.find(
      (one) =>
        !this.struck.includes(one) &&
        (one.step ?? this.step) === this.step &&
        hits.some(({ place, hit }) => place === one.place && hit === (one.hit ?? hit)),
    );
    if (failure === undefined) return undefined;
    this.current = failure;
    this.struck.push(failure);
    return failure;
  }

  /** The sites that the stack names: of this kind, and called just now, not before an `await`. */
  private placesOf(kind: Kind): string[] {
    const called = callers();
    const places = called.filter((place) => this.kinds.get(place) === kind);
    if (places.length === 0) this.strangers.add(`${kind} at ${called[0] ?? 'an unknown place'}`);
    return places;
  }
}

export function hitOf(place: string, hit: number): string {
  return `${place}#${hit}`;
}

/** Callers as the source has them, by where they stand in the code that runs: to find that out is slow. */
const known = new Map<string, string[]>();
const DEEPEST = 24;

/** Who is calling in this turn, of lib/, from the inside out. */
function callers(): string[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = DEEPEST;
  Error.prepareStackTrace = (_error, frames) =>
    frames
      .map((frame) => `${frame.getFileName()}:${frame.getLineNumber()}:${frame.getColumnNumber()}`)
      .join();
  const here = String(new Error().stack);
  if (prepareStackTrace === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace');
  else Error.prepareStackTrace = prepareStackTrace;
  const found = known.get(here) ?? callersIn(String(new Error().stack));
  Error.stackTraceLimit = stackTraceLimit;
  known.set(here, found);
  return found;
}

function callersIn(stack: string): string[] {
  return stack
    .split('\n')
    .filter((line) => !/^\s*at async /.test(line)) // who called earlier, and waits
    .flatMap((line) => /[\\/](lib[\\/][^():]+\.ts:\d+:\d+)/.exec(line)?.[1] ?? [])
    .map((place) => place.replaceAll('\\', '/'));
}

export const SITES: readonly CallSite[] = findCallSites('lib');

/** The watch of the run that is going on. */
export let watch = new Watch(SITES);

export function beginWatch(failures: readonly Failure[]): Watch {
  watch = new Watch(SITES, failures);
  return watch;
}
