import { closest, distance } from 'fastest-levenshtein';

/** The name that a misspelt one most likely stood for, or undefined where none is near: more than half of it is wrong. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const found = closest(typed, [...names]);
  return distance(typed, found) <= Math.max(2, Math.floor(found.length / 2)) ? found : undefined;
}
