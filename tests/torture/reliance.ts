// What the reader may rely on, gathered over a whole run: stories that were shown or polled stay, once;
// when they were first seen never changes; no validator vouches for a document that is not kept; and once all older
// pages were fetched nothing is missing that stood on the site all the time.

import type { FeedAnswer } from './paced-site.ts';
import type { Snapshot } from './snapshot.ts';

export class Reliance {
  /** Guids of stories that a page showed, or that a poll brought of which a page said that all is well. */
  private readonly promised = new Set<string>();
  /** Guids of each document that the site began to send, by its ETag. */
  private readonly documents = new Map<string, string[][]>();
  private readonly firstSeen = new Map<string, number>();
  private readonly looked = new Set<string>();
  /** Guids of stories that the archive may lack for good. */
  private readonly hidden = new Set<string>();
  /** How far back the archive was fetched to its end, and looked at. */
  private archivedUntil = Infinity;
  private daysWanted = 0;

  /** A page showed these stories. */
  shown(guids: readonly string[]): void {
    for (const guid of guids) this.promised.add(guid);
  }

  /**
   * A poll succeeded at this time: its document is kept. It was the last that the site had sent to its end before
   * that, for nothing else asks for the feed meanwhile; an earlier one may have been a fill's, and lost with it.
   */
  polled(answers: readonly FeedAnswer[], at: number): void {
    const own = answers.findLast(({ page, wholeAt = Infinity }) => page === 1 && wholeAt <= at);
    this.shown(own?.guids ?? []);
  }

  /** A page showed that so many days of the archive are wanted, or 'all'. */
  wanted(days: string): void {
    this.daysWanted = Math.max(this.daysWanted, daysOf(days));
  }

  /** The site began to send this answer. Of older pages no validator is kept. */
  sent({ status, page, etag, guids }: FeedAnswer): void {
    if (status === 200 && page === 1) this.documents.set(etag, [...this.documentsOf(etag), guids]);
  }

  /** The guids of each document that was sent with this ETag. */
  documentsOf(etag: string): string[][] {
    return this.documents.get(etag) ?? [];
  }

  /** What is broken of it, in words; then takes the snapshot as what may be relied on. */
  check({ stories, etags, archive }: Snapshot): string[] {
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
    if (daysOf(archive?.days ?? 0) < this.daysWanted)
      faults.push(`${this.daysWanted} days of the archive were asked for, and ${archive?.days} are wanted`);
    for (const id of this.gone(stories)) faults.push(`${id} was in the store and is gone`);
    return faults;
  }

  /**
   * Which of the stories that stood on the site all the time are missing, once nothing is left to be fetched. Of
   * those from before installing, the archive's, each withdrawal may hide one for which no validator changed: its
   * pages are read without looking back (docs/decisions.md, gaps). `withdrawals` is how many there were so far.
   */
  missing(
    onSite: readonly { guid: string; publishedAt: number }[],
    { stories, archive, installedAt = 0 }: Snapshot,
    withdrawals: number,
  ): string[] {
    const kept = new Set(stories.map(({ guid }) => guid));
    const until = archive?.until ?? 0;
    const missing = onSite.filter(({ guid, publishedAt }) => publishedAt >= until && !kept.has(guid));
    for (const { guid, publishedAt } of missing) {
      const isOfArchive = publishedAt < Math.min(installedAt, this.archivedUntil);
      if (isOfArchive && this.hidden.size < withdrawals) this.hidden.add(guid);
    }
    this.archivedUntil = Math.min(this.archivedUntil, until);
    return missing
      .filter(({ guid }) => !this.hidden.has(guid))
      .map(({ guid }) => `${guid} stood on the site all the time, and was never fetched`);
  }

  private gone(stories: Snapshot['stories']): string[] {
    const ids = new Set(stories.map(({ id }) => id));
    return [...this.firstSeen.keys()].filter((id) => !ids.has(id));
  }
}

function daysOf(days: string | number): number {
  return days === 'all' ? Infinity : Number(days);
}
