import type { VNode } from 'preact';
import type { Headlines } from '../lib/page/headlines.ts';
import { aboveLine } from '../lib/story/visit.ts';
import { say } from '../lib/words/say.ts';
import type { TimeWords } from '../lib/words/time.ts';

/**
 * What stands below stories, by the id of each: on top of `others`, the line where the reader's last visit ended. Drawn
 * with the first rows, for what came between them later would move them.
 */
export function withLastLook(
  { stories, visit, now }: Headlines,
  time: TimeWords,
  others: ReadonlyMap<string, VNode[]> | undefined,
): ReadonlyMap<string, VNode[]> | undefined {
  const line = visit?.line;
  const above = aboveLine(stories, line);
  if (line === undefined || above === undefined) return others;
  const mark = (
    <p key="last-look" class="last-look" data-last-look={line.at}>
      {say('lastLook', { ago: time.agoShort(line.at, now) })}
    </p>
  );
  return new Map(others).set(above.id, [mark, ...(others?.get(above.id) ?? [])]);
}
