import { describe, expect, test } from 'vitest';
import { markedOne, markedUnread, undone } from './activities/marking.ts';
import { saved } from './activities/saving.ts';
import { type Deed, explain } from './deeds.ts';
import type { Snapshot, StoredUndo } from './snapshot.ts';
import { sound } from './snapshots.ts';

const BEFORE = sound([{ id: 3 }, { id: 2, readAt: 5_000 }, { id: 1 }]);
const NOW = 9_000;

function deed(words: string, apply: Deed['apply'], more: Partial<Deed> = {}): Deed {
  return { words, beganAt: NOW, isAcknowledged: false, after: [], apply, ...more };
}
const reading = (id: string, more?: Partial<Deed>) =>
  deed(`reading ${id}`, (held, at) => [markedOne(held, 'read', id, at)], more);
const markingAll = (more?: Partial<Deed>) =>
  deed(
    'all',
    (held, at) =>
      held.arrivals.map((last) => markedUnread(held, 'all', (story) => story.arrival <= last, at)),
    more,
  );
const undoing = (more?: Partial<Deed>) => deed('undoing', (held) => [undone(held)], more);

/** The store with these stories read at these times, and this undo. */
function store(read: Record<number, number>, undo?: StoredUndo, ids = [3, 2, 1]): Snapshot {
  const stories = ids.map((id) => {
    const readAt = read[id];
    return { id, firstSeenAt: id > 3 ? NOW : 1_000, ...(readAt !== undefined && { readAt }) };
  });
  return { ...sound(stories), ...(undo !== undefined && { undo }) };
}
const undoOf = (marking: string, ids: string[], at = NOW): StoredUndo => ({
  at,
  marking,
  before: ids.map((id) => ({ id })),
});
const words = (deeds: Deed[] | undefined) => deeds?.map((done) => done.words);
const explained = (deeds: Deed[], after: Snapshot) => words(explain(BEFORE, deeds, after));

describe('explain', () => {
  test('a store that stayed as it was needs no deed', () => expect(explained([], BEFORE)).toEqual([]));

  test('a change that nobody made is not explained', () =>
    expect(explained([], store({ 2: 5_000, 1: NOW }))).toBeUndefined());

  test('a marking that was not shown may be there, or not', () => {
    expect(explained([reading('p/1')], BEFORE)).toEqual([]);
    const after = store({ 2: 5_000, 1: NOW }, undoOf('read', ['p/1']));
    expect(explained([reading('p/1')], after)).toEqual(['reading p/1']);
  });

  test('a marking that was shown must be there', () =>
    expect(explained([reading('p/1', { isAcknowledged: true })], BEFORE)).toBeUndefined());

  test('a marking without its undo is half of one', () =>
    expect(explained([reading('p/1')], store({ 2: 5_000, 1: NOW }))).toBeUndefined());

  test('of marking all, one of two stories is half of it', () => {
    const whole = store({ 3: NOW, 2: 5_000, 1: NOW }, undoOf('all', ['p/3', 'p/1']));
    expect(explained([markingAll()], whole)).toEqual(['all']);
    const torn = store({ 2: 5_000, 1: NOW }, undoOf('all', ['p/3', 'p/1']));
    expect(explained([markingAll()], torn)).toBeUndefined();
  });

  test('one marking has one time, and not one before it was pressed', () => {
    const two = store({ 3: NOW + 1, 2: 5_000, 1: NOW }, undoOf('all', ['p/3', 'p/1']));
    expect(explained([markingAll()], two)).toBeUndefined();
    const early = store({ 2: 5_000, 1: 6_000 }, undoOf('read', ['p/1'], 6_000));
    expect(explained([reading('p/1')], early)).toBeUndefined();
  });

  test('a story that was read before keeps the time at which it was', () =>
    expect(explained([markingAll()], store({ 2: NOW }))).toBeUndefined());

  test('a marking of all does not reach a story that arrived behind it, and may reach one before it', () => {
    const ids = [4, 3, 2, 1];
    const behind = store({ 3: NOW, 2: 5_000, 1: NOW }, undoOf('all', ['p/3', 'p/1']), ids);
    expect(explained([markingAll()], behind)).toContain('the arrival of p/4');
    const before = store({ 4: NOW, 3: NOW, 2: 5_000, 1: NOW }, undoOf('all', ['p/4', 'p/3', 'p/1']), ids);
    expect(explained([markingAll()], before)).toEqual(['the arrival of p/4', 'all']);
  });

  test('undo takes the last marking back, and nothing else', () => {
    const isAcknowledged = true;
    const first = reading('p/1', { isAcknowledged });
    const last = reading('p/3', { isAcknowledged, after: [first] });
    const deeds = [first, last, undoing({ isAcknowledged, after: [first, last] })];
    expect(explained(deeds, store({ 2: 5_000, 1: NOW }))).toEqual(['reading p/1', 'reading p/3', 'undoing']);
    expect(explained(deeds, store({ 2: 5_000, 3: NOW }))).toBeUndefined();
  });

  test('what two pages did at once may have come in either order', () => {
    const deeds = [reading('p/1', { isAcknowledged: true }), undoing({ isAcknowledged: true })];
    expect(explained(deeds, BEFORE)).toEqual(['reading p/1', 'undoing']);
    expect(explained(deeds, store({ 2: 5_000, 1: NOW }, undoOf('read', ['p/1'])))).toEqual([
      'undoing',
      'reading p/1',
    ]);
  });

  test('a story that is gone is not explained', () =>
    expect(explained([], store({ 2: 5_000 }, undefined, [3, 2]))).toBeUndefined());

  describe('what the site did meanwhile', () => {
    const withdrawn = (more: Record<number, number> = {}, undo?: StoredUndo): Snapshot => {
      const kept = store({ 2: 5_000, ...more }, undo);
      return {
        ...kept,
        stories: kept.stories.map((story) =>
          story.id === 'p/3' ? { ...story, withdrawnAt: NOW + 5 } : story,
        ),
      };
    };

    test('a withdrawn story needs no deed of the reader’s', () =>
      expect(explained([], withdrawn())).toEqual(['the withdrawal of p/3']));

    test('a marking of all reaches a story before it was withdrawn, and not after', () => {
      const before = withdrawn({ 3: NOW, 1: NOW }, undoOf('all', ['p/3', 'p/1']));
      expect(explained([markingAll()], before)).toEqual(['all', 'the withdrawal of p/3']);
      const after = withdrawn({ 1: NOW }, undoOf('all', ['p/1']));
      expect(explained([markingAll()], after)).toEqual(['the withdrawal of p/3', 'all']);
      const torn = withdrawn({ 3: NOW, 1: NOW }, undoOf('all', ['p/1']));
      expect(explained([markingAll()], torn)).toBeUndefined();
    });

    test('a story that is back counts again', () => {
      const deeds = [markingAll({ isAcknowledged: true })];
      const after = store({ 3: NOW, 2: 5_000, 1: NOW }, undoOf('all', ['p/3', 'p/1']));
      expect(words(explain(withdrawn(), deeds, after))).toEqual(['the return of p/3', 'all']);
    });

    test('a story of the archive is not reached by a marking of all', () => {
      const archived = { id: 4, firstSeenAt: NOW, isFromArchive: true };
      const others = [
        { id: 3, readAt: NOW },
        { id: 2, readAt: 5_000 },
        { id: 1, readAt: NOW },
      ];
      const kept = sound([archived, ...others]);
      const after = { ...kept, undo: undoOf('all', ['p/3', 'p/1']) };
      expect(explained([markingAll()], after)).toContain('all');
      const reached = { ...sound([{ ...archived, readAt: NOW }, ...others]), undo: after.undo };
      expect(explained([markingAll()], reached)).toBeUndefined();
    });
  });

  test('the later of two savings stands, and one that was shown as let go is not saved', () => {
    const saving = (id: string, since: 'saved' | 'not', more: Partial<Deed> = {}) =>
      deed(`${since} ${id}`, (held, at) => [saved(held, id, since === 'saved' ? at : undefined)], more);
    const kept = (savedAt?: number) => sound([{ id: 3, ...(savedAt !== undefined && { savedAt }) }]);
    const before = kept(6_000);
    const twice = [saving('p/3', 'saved'), saving('p/3', 'saved', { isAcknowledged: true })];
    expect(explain(kept(), twice, kept(NOW))).toBeDefined();
    expect(explain(kept(), [saving('p/3', 'saved', { isAcknowledged: true })], kept())).toBeUndefined();
    expect(explain(before, [saving('p/3', 'not', { isAcknowledged: true })], before)).toBeUndefined();
    expect(explain(before, [saving('p/3', 'not', { isAcknowledged: true })], kept())).toBeDefined();
    expect(explain(before, [], kept())).toBeUndefined();
  });
});
