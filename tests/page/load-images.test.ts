import { expect, test, vi } from 'vitest';
import { loadImages } from '../../lib/page/load-images.ts';

const ADDRESS = 'https://rareearthexchanges.com/wp-content/uploads/a.png';

/** Loads an image from a site that answers so. Resolves to what became of it, and how the site was asked. */
async function shown(answer: () => Promise<Response>) {
  const image = { dataset: { image: ADDRESS }, src: '', remove: vi.fn() };
  const root = { querySelectorAll: () => [image] } as unknown as ParentNode; // as much of one as is touched
  const asked = vi.fn<typeof fetch>(answer);
  loadImages(root, asked);
  await vi.waitFor(() => expect(image.src !== '' || image.remove.mock.calls.length > 0).toBe(true));
  return { image, asked };
}

const answer =
  (type: string, bytes = 4, status = 200) =>
  () =>
    Promise.resolve(new Response(new Uint8Array(bytes), { status, headers: { 'Content-Type': type } }));

test('an image is asked for without cookies and referrer, and shown', async () => {
  const { image, asked } = await shown(answer('image/webp'));
  expect(image.src).toMatch(/^blob:/);
  expect(image.dataset).toEqual({}); // not asked for again
  expect(asked.mock.calls).toEqual([[ADDRESS, { credentials: 'omit', referrerPolicy: 'no-referrer' }]]);
});

test.each([
  ['a page in its place', answer('text/html')],
  ['an error', answer('image/png', 4, 404)],
  ['five megabytes and a byte', answer('image/png', 5_000_001)],
  ['no network', () => Promise.reject(new TypeError('Failed to fetch'))],
])('%s leaves no trace of an image', async (_, answered) => {
  const { image } = await shown(answered);
  expect([image.src, image.remove.mock.calls.length]).toEqual(['', 1]);
});
