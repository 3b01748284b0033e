// The rows of a day. Placed by hand, and kept as what they show: a component, its props and two virtual nodes for each
// of fifty rows were a tenth of the page's memory (docs/decisions.md, rows).

import { Component, createRef, render, type VNode } from 'preact';
import type { Headline } from '../lib/story/headline.ts';
import { fillRow, newRow, type RowContent, type RowSurroundings } from './row.tsx';

export interface RowsProps extends RowSurroundings {
  stories: readonly Headline[];
  /** What a story's row shows. */
  contentOf(story: Headline): RowContent;
  /** What stands below a story, by its id. */
  below: ReadonlyMap<string, VNode[]> | undefined;
}

interface Row extends RowContent {
  item: HTMLElement;
}

/** What stands below stories, by the key of each. */
type Places = ReadonlyMap<string, HTMLElement>;

/** There is nothing on nearly all days. */
const NOTHING: Places = new Map();

const MINUTE_MS = 60_000;

export class Rows extends Component<RowsProps> {
  private readonly list = createRef<HTMLOListElement>();
  private rows: readonly Row[] = [];
  private places: Places = NOTHING;
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

  /** Brings the list to what it is to show. Rows that stay are not moved: what has the focus in them keeps it. */
  private place({ stories, contentOf, below, late, time, now }: RowsProps): void {
    const list = this.list.current;
    if (list === null) return;
    const minute = Math.floor(now / MINUTE_MS);
    const isSameMinute = minute === this.minute;
    const isLater = this.isLate !== (late !== undefined);
    const rows: Row[] = [];
    let places: Places = NOTHING;
    const items: HTMLElement[] = [];
    const drawn = new Map(this.rows.map((row) => [row.story.id, row]));
    for (const story of stories) {
      const content = contentOf(story);
      const before = drawn.get(story.id);
      const item = before?.item ?? newRow(content, { late, time, now });
      const isStale = !isSameMinute || (isLater && hasLate(content, late));
      if (before !== undefined && (isStale || !showsSame(before, content)))
        fillRow(item, content, { late, time, now });
      const { state, isUnfolded, isLead } = content;
      rows.push({ item, story, state, isUnfolded, isLead });
      items.push(item);
      for (const node of below?.get(story.id) ?? []) {
        const place = this.places.get(String(node.key)) ?? document.createElement('li');
        render(node, place);
        places = new Map([...places, [String(node.key), place]]);
        items.push(place);
      }
    }
    const staying = new Set(items);
    for (const item of [...list.children])
      if (!(item instanceof HTMLElement && staying.has(item))) item.remove();
    for (const [index, item] of items.entries())
      if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
    this.rows = rows;
    this.places = places;
    this.minute = minute;
    this.isLate = late !== undefined;
  }
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
