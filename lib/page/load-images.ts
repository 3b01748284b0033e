// Loads the images of stories: without cookies, which an <img> would take to the site, and without a referrer.

/** Larger ones are left out. */
const MOST_BYTES = 5_000_000;

/** Loads each image under `root` that has yet to be (`data-image` holds its address). One that fails goes, unless `failed` does otherwise. */
export function loadImages(
  root: ParentNode,
  fetch: typeof globalThis.fetch,
  failed = (image: HTMLImageElement) => image.remove(),
): void {
  for (const image of root.querySelectorAll<HTMLImageElement>('img[data-image]')) {
    const address = image.dataset['image'] ?? '';
    delete image.dataset['image'];
    load(address, fetch).then(
      (blob) => show(image, blob, failed),
      () => failed(image),
    );
  }
}

async function load(address: string, fetch: typeof globalThis.fetch): Promise<Blob> {
  const answer = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  const blob = await answer.blob();
  if (!answer.ok || !blob.type.startsWith('image/') || blob.size > MOST_BYTES)
    throw new Error(`no image at ${address}`);
  return blob;
}

function show(image: HTMLImageElement, blob: Blob, failed: (image: HTMLImageElement) => void): void {
  const url = URL.createObjectURL(blob);
  image.onload = () => URL.revokeObjectURL(url);
  image.onerror = () => failed(image);
  image.src = url;
}
