/**
 * Has the page wear a style sheet that came with a part of it that is loaded late. As a sheet that is built and not as
 * an element: the content security policy lets a page have no style but the one whose hash it names.
 */
export function adoptStyle(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}
