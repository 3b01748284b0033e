// Which links of a feed may be opened from our pages. Everything else is drawn as text.

const PRIVATE_NAME = /(^|\.)(localhost|local|internal|home\.arpa|lan)$/;
// URL writes every spelling of an IPv4 address as four decimal numbers.
const PRIVATE_V4 =
  /^(?=[\d.]+$)(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const PRIVATE_V6 = /^\[(::|::1|::ffff:.*|f[cd].*|fe[89ab].*)\]$/;

/**
 * The address in its normal form when it is safe to open: http or https, without user or password, not of a
 * private network (RFC 1918, 4193, 6761, 6762). Undefined for everything else. Never throws.
 */
export function safeLink(text: string | undefined): string | undefined {
  const url = text === undefined ? null : URL.parse(text.trim());
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  const host = url.hostname.replace(/\.$/, '');
  if (PRIVATE_NAME.test(host) || PRIVATE_V4.test(host) || PRIVATE_V6.test(host)) return undefined;
  return url.href;
}
