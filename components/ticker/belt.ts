// The moving line of the ticker: links in a row, of which the first moves out of sight and is put behind the last. One
// animation of a transform at a time, from one headline to the next: the compositor moves it alone, nothing runs while
// it stands, and no headline is there twice.

import type { Headline } from '../../lib/story/headline.ts';
import { say } from '../../lib/words/say.ts';

/** How long a headline stands where nothing moves: time to read it, and a half more. */
const STAND_MS = 8_000;

export interface BeltWorld {
  /** Whether the reader wants as little motion as can be (prefers-reduced-motion). */
  isCalm(): boolean;
  /** A headline was pressed. */
  open(story: Headline, event: MouseEvent): void;
}

export class Belt {
  private readonly place: HTMLElement;
  private readonly world: BeltWorld;
  private stories = new Map<string, Headline>();
  /** What is to be shown once the pointer and the focus are elsewhere. */
  private next: readonly Headline[] | undefined;
  /** In px a second; undefined while it stands by the reader's will. */
  private speed: number | undefined;
  /** Whether the pointer or the focus is on it: nothing moves then, and nothing comes or goes. */
  private isHeld = false;
  private moving: Animation | undefined;
  private standing: ReturnType<typeof setTimeout> | undefined;

  constructor(place: HTMLElement, world: BeltWorld) {
    this.place = place;
    this.world = world;
  }

  /** Shows these headlines. One that is gone stays until it has moved out of sight; new ones come in from there. */
  show(stories: readonly Headline[]): void {
    if (this.isHeld) {
      this.next = stories;
      return;
    }
    this.next = undefined;
    this.stories = new Map(stories.map((story) => [story.id, story]));
    const links = this.links();
    const shown = new Set(links.map(({ dataset }) => dataset['id']));
    const fresh = stories.filter(({ id }) => !shown.has(id)).map((story) => this.linkOf(story));
    const [first] = links;
    const sight = (this.place.parentElement?.clientWidth ?? 0) + (first?.offsetWidth ?? 0);
    const unseen = links.find((link) => link.offsetLeft > sight);
    if (unseen === undefined) this.place.append(...fresh);
    else unseen.before(...fresh);
    for (const link of this.links()) {
      const story = this.stories.get(link.dataset['id'] ?? '');
      if (story !== undefined) fill(link, story);
    }
    if (first !== undefined && !this.isWanted(first) && this.moving === undefined) this.turn(1);
    if (this.moving === undefined) this.goOn();
  }

  /** Moves on at this speed in px a second, or stands where that is undefined. */
  run(speed: number | undefined): void {
    this.speed = speed;
    this.place.classList.toggle('one', speed === undefined || this.world.isCalm());
    this.halt();
    this.goOn();
  }

  /** Holds it while the pointer or the focus is on it. */
  hold(isHeld: boolean): void {
    if (this.isHeld === isHeld) return;
    this.isHeld = isHeld;
    clearTimeout(this.standing);
    if (isHeld) {
      this.moving?.pause();
      return;
    }
    if (this.next !== undefined) this.show(this.next);
    this.goOn();
  }

  /** One headline on, or back. */
  step(by: 1 | -1): void {
    const hadFocus = this.place.contains(document.activeElement);
    this.halt();
    this.turn(by);
    if (hadFocus) this.links()[0]?.focus({ preventScroll: true });
    this.goOn();
  }

  /** Nothing runs any more. */
  halt(): void {
    clearTimeout(this.standing);
    this.moving?.cancel();
    this.moving = undefined;
  }

  private goOn(): void {
    clearTimeout(this.standing);
    const [first, second] = this.links();
    if (this.isHeld || this.speed === undefined || first === undefined || second === undefined) return;
    if (this.world.isCalm()) this.standing = setTimeout(() => this.step(1), STAND_MS);
    else if (this.moving !== undefined) this.moving.play();
    else this.move(second.offsetLeft - first.offsetLeft, this.speed);
  }

  private move(way: number, speed: number): void {
    const steps = [{ transform: 'none' }, { transform: `translateX(${-way}px)` }];
    const moving = this.place.animate(steps, { duration: (way / speed) * 1000, fill: 'forwards' });
    moving.onfinish = () => this.step(1);
    this.moving = moving;
  }

  /** Puts the first behind the last, or the last before the first; what is no longer wanted goes. */
  private turn(by: 1 | -1): void {
    const links = this.links();
    const [first] = links;
    const last = links.at(-1);
    if (first === undefined || last === undefined) return;
    if (by === -1) this.place.prepend(last);
    else if (this.isWanted(first)) this.place.append(first);
    else first.remove();
  }

  private isWanted({ dataset }: HTMLElement): boolean {
    return this.stories.has(dataset['id'] ?? '');
  }

  private links(): HTMLElement[] {
    return [...this.place.querySelectorAll<HTMLElement>('a')];
  }

  private linkOf(story: Headline): HTMLElement {
    const link = document.createElement('a');
    link.dataset['id'] = story.id;
    link.rel = 'noreferrer';
    link.dir = 'auto';
    const press = (event: MouseEvent) => {
      const pressed = this.stories.get(story.id);
      if (pressed !== undefined) this.world.open(pressed, event);
    };
    link.addEventListener('click', press);
    link.addEventListener('auxclick', press);
    return link;
  }
}

function fill(link: HTMLElement, { title, link: address }: Headline): void {
  const words = title || say('untitled');
  if (link.textContent !== words) link.textContent = words;
  if (address === undefined) link.removeAttribute('href');
  else link.setAttribute('href', address);
}
