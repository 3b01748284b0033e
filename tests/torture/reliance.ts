// What the reader may rely on, gathered over a whole run: stories that were shown or polled stay, once;
// when they were first seen never changes; and no validator vouches for a document that is not kept.

import type { FeedAnswer } from './paced-site.ts';
import type { Snapshot } from './snapshot.ts';

export class Reliance {
  /** Guids of stories that a page showed, or that a poll brought of which a page said that all is well. */
  private readonly promised = new Set<string>();
  /** Guids of each document that the site began to send, by its ETag. */
  private readonly documents = new Map<string, string[][]>();
  private readonly firstSeen = new Map<string, number>();
  private readonly looked = new Set<string>();

  /** A page showed these stories. */
  shown(guids: readonly string[]): void {
    for (const guid of guids) this.promised.add(guid);
  }

  /** A poll succeeded at this time: what the site had answered to the end before that is kept. */
  polled(answers: readonly FeedAnswer[], at: number): void {
    for (const { guids, wholeAt } of answers) if (wholeAt !== undefined && wholeAt <= at) this.shown(guids);
  }

  /** The site began to send this answer. */
  sent({ status, etag, guids }: FeedAnswer): void {
    if (status === 200) this.documents.set(etag, [...this.documentsOf(etag), guids]);
  }

  /** The guids of each document that was sent with this ETag. */
  documentsOf(etag: string): string[][] {
    return this.documents.get(etag) ?? [];
  }

  /** What is broken of it, in words; then takes the snapshot as what may be relied on. */
  check({ stories, etags }: Snapshot): string[] {
    const kept = new Map(stories.map(({ guid }) => [guid, 0]));
    for (const { guid } of stories) kept.set(guid, (kept.get(guid) ?? 0) + 1);
    const faults = [...this.promised]
      .filter((guid) => kept.get(guid) !== 1)
      .map((guid) => `${guid} was promised and is in the store ${kept.get(guid) ?? 0} times`);
    for (const [address, etag] of Object.entries(etags)) {
      if (!this.documentsOf(etag).some((guids) => guids.every((guid) => kept.has(guid))))
        faults.push(`the validator ${etag} of ${address} is kept without all stories of its document`);
    }
    for (const { id, firstSeenAt, seenAt } of stories) {
      const before = this.firstSeen.get(id);
      if (before !== undefined && before !== firstSeenAt)
        faults.push(`${id} was first seen at ${before}, and now at ${firstSeenAt}`);
      this.firstSeen.set(id, firstSeenAt);
      if (seenAt === undefined && this.looked.has(id)) faults.push(`${id} had been seen, and no longer is`);
      if (seenAt !== undefined) this.looked.add(id);
    }
    for (const { id } of this.missing(stories)) faults.push(`${id} was in the store and is gone`);
    return faults;
  }

  private missing(stories: Snapshot['stories']): { id: string }[] {
    const ids = new Set(stories.map(({ id }) => id));
    return [...this.firstSeen.keys()].filter((id) => !ids.has(id)).map((id) => ({ id }));
  }
}
