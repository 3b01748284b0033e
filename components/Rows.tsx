// The rows of a day. Placed by hand, and kept as what they show: a component, its props and two virtual nodes for each
// of fifty rows were a tenth of the page's memory. No `for…of` in what runs for every row, whose machine code is the
// larger part of such a function (docs/decisions.md, rows).

import { Component, createRef, render, type VNode } from 'preact';
import type { Headline } from '../lib/story/headline.ts';
import { fillRow, newRow, type RowContent, type RowSurroundings } from './row.tsx';

export interface RowsProps extends RowSurroundings {
  stories: readonly Headline[];
  /** What a story's row shows. */
  contentOf(story: Headline): RowContent;
  /** What stands below a story, by its id. */
  below: Below | undefined;
}

type Below = ReadonlyMap<string, VNode[]>;

interface Row extends RowContent {
  item: HTMLElement;
}

const MINUTE_MS = 60_000;

export class Rows extends Component<RowsProps> {
  private readonly list = createRef<HTMLOListElement>();
  private rows: readonly Row[] = [];
  /** Where something stands below a story, by its key. */
  private places = new Map<unknown, HTMLElement>();
  /** What the rows were filled with last. */
  private minute = 0;
  private isLate = false;

  override componentDidMount(): void {
    this.place(this.props);
  }

  override shouldComponentUpdate(next: RowsProps): boolean {
    this.place(next);
    return false;
  }

  override render() {
    // biome-ignore lint/a11y/noRedundantRoles: list-style none takes the role away in WebKit
    return <ol role="list" ref={this.list} />;
  }

  /** Brings the list to what it is to show. */
  private place({ stories, contentOf, below, ...around }: RowsProps): void {
    const list = this.list.current;
    if (list === null) return;
    const drawn = new Map(this.rows.map((row) => [row.story.id, row]));
    this.rows = stories.map((story) => this.rowOf(contentOf(story), drawn.get(story.id), around));
    this.minute = minuteOf(around.now);
    this.isLate = around.late !== undefined;
    const hasPlaces = below?.size || this.places.size;
    arrange(list, hasPlaces ? this.withPlaces(below) : this.rows.map(({ item }) => item));
  }

  /** A story's row, filled in anew unless it shows the same as before. */
  private rowOf(content: RowContent, before: Row | undefined, around: RowSurroundings): Row {
    const item = before?.item ?? newRow(content, around);
    if (before !== undefined && (this.isStale(content, around) || !showsSame(before, content)))
      fillRow(item, content, around);
    return { ...content, item };
  }

  private isStale(content: RowContent, { late, now }: RowSurroundings): boolean {
    const isLater = this.isLate !== (late !== undefined);
    return minuteOf(now) !== this.minute || (isLater && hasLate(content, late));
  }

  /** The rows, each with what stands below it. */
  private withPlaces(below: Below | undefined): HTMLElement[] {
    const before = this.places;
    this.places = new Map();
    return this.rows.flatMap(({ item, story }) => [
      item,
      ...(below?.get(story.id) ?? []).map((node) => {
        const place = before.get(node.key) ?? document.createElement('li');
        render(node, place);
        this.places.set(node.key, place);
        return place;
      }),
    ]);
  }
}

/** Makes `items` the children of a list. One that stays is not moved: what has the focus in it keeps it. */
function arrange(list: HTMLElement, items: readonly HTMLElement[]): void {
  const staying = new Set<Element>(items);
  const going = Array.from(list.children).filter((child) => !staying.has(child));
  going.forEach((child) => {
    child.remove();
  });
  items.forEach((item, index) => {
    const there = list.children[index];
    if (there !== item) list.insertBefore(item, there ?? null);
  });
}

function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS);
}

function showsSame(before: RowContent, after: RowContent): boolean {
  return (
    before.story === after.story &&
    before.state === after.state &&
    before.isUnfolded === after.isUnfolded &&
    before.isLead === after.isLead
  );
}

/** Whether a row shows something of the parts that come late. */
function hasLate({ story, isUnfolded, isLead }: RowContent, late: RowsProps['late']): boolean {
  return late !== undefined && (isLead || isUnfolded || late.isMarked(story));
}
