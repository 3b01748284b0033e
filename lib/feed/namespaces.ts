// What an element's name means where it stands: the prefixes of a document are its own choice, only the
// namespaces behind them count (Namespaces in XML 1.0).

/** The namespaces declared on one element, by prefix ('' the default), and those around it. */
export interface Scope {
  declared: ReadonlyMap<string, string>;
  outer: Scope | undefined;
}

/** The modules we read, under the prefixes that they usually have. */
const MODULES = new Map([
  ['http://purl.org/rss/1.0/modules/content/', 'content'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://purl.org/rss/1.0/modules/slash/', 'slash'],
  ['http://purl.org/rss/1.0/modules/syndication/', 'sy'],
  ['http://wellformedweb.org/CommentAPI/', 'wfw'],
]);
const USUAL_PREFIXES = new Set(MODULES.values());

/** The scope inside an element with these attributes. */
export function enterScope(attributes: Record<string, string>, outer: Scope | undefined): Scope {
  const declared = new Map<string, string>();
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'xmlns') declared.set('', value.trim());
    else if (name.startsWith('xmlns:')) declared.set(name.slice('xmlns:'.length), value.trim());
  }
  return declared.size === 0 && outer !== undefined ? outer : { declared, outer };
}

/** The namespace that a prefix stands for; undefined where it was not declared. */
export function namespaceOf(prefix: string, scope: Scope): string | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const namespace = at.declared.get(prefix);
    if (namespace !== undefined) return namespace;
  }
  return undefined;
}

/**
 * The name of an element in RSS's own vocabulary ('title') or in that of a module ('dc:creator'), whatever its
 * prefix; undefined for elements of other vocabularies, e.g. media:title. `rssNamespace` is the one that `<rss>`
 * itself is in, usually none. An undeclared prefix is taken at its word.
 */
export function knownName(name: string, scope: Scope, rssNamespace: string | undefined): string | undefined {
  const colon = name.indexOf(':');
  const prefix = name.slice(0, Math.max(colon, 0));
  const local = name.slice(colon + 1);
  const namespace = namespaceOf(prefix, scope);
  if (namespace === rssNamespace && prefix === '') return local;
  if (namespace === undefined) return USUAL_PREFIXES.has(prefix) ? name : undefined;
  const module = MODULES.get(namespace);
  return module === undefined ? undefined : `${module}:${local}`;
}
