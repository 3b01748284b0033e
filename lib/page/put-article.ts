// Puts the text of a story into the page. The browser's own sanitiser takes no tag and no attribute but those that are
// named here; then each link is looked at once more. Where a browser has no sanitiser (Chrome before 146, Firefox
// before 148) the text comes in plain paragraphs. Nothing is asked for from anywhere before pictures are shown.

import { SITE } from '../site.ts';
import { ARTICLE_TAGS, type Article, type Picture } from '../story/article.ts';
import { safeLink } from '../story/safe-link.ts';
import { say } from '../words/say.ts';
import { loadImages } from './load-images.ts';

/** HTML Sanitizer API, SanitizerConfig. */
export const SANITIZER = {
  elements: ARTICLE_TAGS.map((name) => (name === 'a' ? { name, attributes: ['href'] } : name)),
  attributes: [],
};

/** Puts it in the place of what stood there. */
export function putArticle(place: HTMLElement, article: Article, showsPictures: boolean): void {
  if (putMarkup(place, article.markup)) checkElements(place);
  else putParagraphs(place, article.text);
  for (const link of place.querySelectorAll('a')) checkLink(link);
  for (const table of place.querySelectorAll('table')) makeScroll(table);
  for (const block of place.querySelectorAll<HTMLElement>('p, li, h2, h3, h4, td, th, figcaption'))
    block.dir = 'auto';
  const marks = place.querySelectorAll('wbr');
  article.pictures.forEach((_, index) => {
    const picture = document.createElement('span');
    picture.dataset['picture'] = String(index);
    const mark = marks[index];
    if (mark === undefined)
      place.append(picture); // plain paragraphs: all of them at the end
    else mark.replaceWith(picture);
  });
  showPictures(place, article.pictures, showsPictures);
}

/** Shows the pictures of a text that was put into `place`, or says what they show. */
export function showPictures(place: HTMLElement, pictures: readonly Picture[], shows: boolean): void {
  for (const element of place.querySelectorAll<HTMLElement>('[data-picture]')) {
    const picture = pictures[Number(element.dataset['picture'])];
    if (picture !== undefined) element.replaceChildren(...pictureParts(picture, shows, element));
  }
  loadImages(place, fetch, (image) => {
    const { alt } = image;
    image.replaceWith(alt === '' ? say('pictureFailedPlain') : say('pictureFailed', { alt }));
  });
}

function putMarkup(place: HTMLElement, markup: string): boolean {
  const setHTML: unknown = Reflect.get(place, 'setHTML');
  if (typeof setHTML !== 'function') return false;
  try {
    Reflect.apply(setHTML, place, [markup, { sanitizer: SANITIZER }]);
    return true;
  } catch {
    return false; // one that takes other options
  }
}

function putParagraphs(place: HTMLElement, text: string): void {
  const paragraphs = text.split('\n').map((line) => {
    const paragraph = document.createElement('p');
    paragraph.textContent = line;
    return paragraph;
  });
  place.replaceChildren(...paragraphs);
}

/** Nothing was ever left to do here; it does not hang on the sanitiser alone. */
function checkElements(place: HTMLElement): void {
  for (const element of place.querySelectorAll('*')) {
    if (!(element instanceof HTMLElement) || !ARTICLE_TAGS.includes(element.localName)) element.remove();
    for (const name of element.getAttributeNames())
      if (name !== 'href' || element.localName !== 'a') element.removeAttribute(name);
  }
}

/** A link that is not safe becomes text; beside one that leads to another site its name is shown. */
function checkLink(link: HTMLAnchorElement): void {
  const address = safeLink(link.getAttribute('href') ?? undefined);
  if (address === undefined) link.replaceWith(...link.childNodes);
  else link.after(...leadTo(link, address));
}

/** Has a link lead to an address, in a tab that knows nothing of ours. Gives what is to stand behind it. */
function leadTo(link: HTMLAnchorElement, address: string): HTMLElement[] {
  link.href = address;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  const name = new URL(address).host.replace(/^www\./, '');
  if (name === SITE.host || name === link.textContent) return [];
  const host = document.createElement('span');
  host.className = 'host';
  host.textContent = `(${name})`;
  return [host];
}

/** A table may be wider than the page, which must not scroll sideways for it: by keyboard neither. */
function makeScroll(table: HTMLTableElement): void {
  const scroller = document.createElement('div');
  scroller.className = 'wide';
  scroller.tabIndex = 0;
  scroller.role = 'region';
  scroller.ariaLabel = table.caption?.textContent || say('readerTable');
  table.replaceWith(scroller);
  scroller.append(table);
}

function pictureParts({ address, alt, isOwn, size }: Picture, shows: boolean, place: HTMLElement): Node[] {
  const words = document.createTextNode(alt === '' ? say('picture') : say('pictureOf', { alt }));
  if (isOwn && shows) {
    const image = document.createElement('img');
    image.dataset['image'] = address;
    image.alt = alt;
    image.decoding = 'async';
    if (size !== undefined) Object.assign(image, size);
    return [image];
  }
  if (isOwn || place.closest('a') !== null) return [words];
  const link = document.createElement('a');
  link.append(words);
  return [link, ...leadTo(link, address)];
}
