// Notices which stories were looked at: at least half in view, for a second, on a visible surface, and not below the
// story that is being read.

const LOOK_MS = 1000;

/** Calls `seen` with the `data-id` of stories under `root` once they were looked at; each is told once. */
export function watchSeen(root: HTMLElement, seen: (ids: string[]) => void): { observe(): void } {
  const since = new Map<Element, number>();
  const told = new WeakSet<Element>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const observer = new IntersectionObserver(
    (entries) => {
      entries.forEach(({ target, isIntersecting }) => {
        if (isIntersecting) since.set(target, performance.now());
        else since.delete(target);
      });
      wait();
    },
    { threshold: 0.5 },
  );

  document.addEventListener('visibilitychange', () => {
    // Time on a hidden surface is no look: it starts anew.
    for (const element of since.keys()) since.set(element, performance.now());
    wait();
  });

  /** The list lies below the reader (components/Reader.tsx). */
  function isCovered(): boolean {
    return root.querySelector('[data-list]')?.hasAttribute('inert') ?? false;
  }

  function wait(): void {
    clearTimeout(timer);
    timer = undefined;
    if (document.visibilityState === 'visible' && since.size > 0) timer = setTimeout(tell, LOOK_MS);
  }

  function tell(): void {
    timer = undefined;
    const now = performance.now();
    if (isCovered()) {
      for (const element of since.keys()) since.set(element, now);
      return; // the next drawing looks again
    }
    const looked = [...since].filter(([, at]) => now - at >= LOOK_MS).map(([element]) => element);
    for (const element of looked) {
      since.delete(element);
      told.add(element);
      observer.unobserve(element);
    }
    const ids = looked.flatMap((element) =>
      element instanceof HTMLElement ? (element.dataset['id'] ?? []) : [],
    );
    if (ids.length > 0) seen(ids);
    if (since.size > 0) wait();
  }

  return {
    /** Watches stories that were drawn since the last call. */
    observe() {
      root.querySelectorAll('[data-state="new"]').forEach((element) => {
        if (!told.has(element)) observer.observe(element);
      });
      if (timer === undefined) wait();
    },
  };
}
