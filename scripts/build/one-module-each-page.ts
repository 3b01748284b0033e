/**
 * Gives each page a bundle of its own: pages that share a chunk load two files before the first row
 * (docs/decisions.md, one module). Takes WXT's groups of entrypoints and splits them in place.
 */
export function oneModuleEachPage(groups: unknown[]): void {
  const single = groups.flatMap((group) => (Array.isArray(group) ? group.map((entry) => [entry]) : [group]));
  groups.splice(0, groups.length, ...single);
}
