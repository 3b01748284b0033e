// Retry-After: how long a server asks to be left alone.

/**
 * The header's wait in ms from `now`, from seconds or an HTTP date (RFC 9110 §10.2.3); never negative.
 * Undefined where the header is absent or says nothing.
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const at = /^[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
