// How a press on a story's link is meant, as browsers have taught it.

/**
 * `here`: a plain press. `behind`: the middle button, or with Ctrl or Cmd. `browser`: with Shift the browser opens
 * the story in its own way. `none`: the story is not opened (a menu, or Alt, which saves the link).
 */
export type Way = 'here' | 'behind' | 'browser' | 'none';

export function wayOf(
  event: Pick<MouseEvent, 'button' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
): Way {
  if (event.altKey || event.button > 1) return 'none';
  if (event.shiftKey) return 'browser';
  return event.button === 1 || event.ctrlKey || event.metaKey ? 'behind' : 'here';
}
