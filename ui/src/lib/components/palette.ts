/** One line of the command palette. */
export interface PaletteEntry {
  id: string;
  label: string;
  /** What it is: Screen, Action, Lead. */
  kind: string;
  keys?: string;
  /** Other words people look for it by. */
  also?: string;
  act: () => void;
}

/**
 * The entries a typed text finds, best first: names that begin with it, then names with words that begin with its words,
 * then those that merely contain them. Entries of one rank keep their order, so that the list does not jump about.
 */
export function rank(entries: PaletteEntry[], text: string): PaletteEntry[] {
  const sought = text.trim().toLowerCase();
  if (!sought) return entries;
  return entries
    .map((entry) => ({ entry, score: score(entry, sought) }))
    .filter(({ score: found }) => found < Infinity)
    .toSorted((a, b) => a.score - b.score)
    .map(({ entry }) => entry);
}

function score(entry: PaletteEntry, sought: string): number {
  const label = entry.label.toLowerCase();
  const words = `${label} ${entry.also ?? ''}`.toLowerCase().split(/\s+/);
  const parts = sought.split(/\s+/);
  if (label.startsWith(sought)) return 0;
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 1;
  if (parts.every((part) => words.some((word) => word.includes(part)))) return 2;
  return Infinity;
}
