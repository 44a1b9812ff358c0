import { closest, distance } from 'fastest-levenshtein';
import { synonyms } from './synonyms.js';

/** Returns ` Did you mean X?`, or nothing where no name is near. */
export function didYouMean(typed: string, names: readonly string[]): string {
  const found = nearest(typed, names);
  return found === undefined ? '' : ` Did you mean ${found}?`;
}

/**
 * Returns the name that was most likely meant: what other tools call `typed`, or else the nearest spelling. Undefined where
 * more than half of the nearest name would be wrong. Dashes before a name (`--lr`) may stand in both.
 */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const [dashes = ''] = /^-*/.exec(typed) ?? [];
  const word = typed.slice(dashes.length).toLowerCase().replaceAll('_', '-');
  const meant = Object.hasOwn(synonyms, word) ? `${dashes}${synonyms[word]}` : undefined;
  if (meant !== undefined && names.includes(meant.replace(/ .*/, ''))) return meant;
  const found = closest(typed, [...names]);
  return distance(typed, found) <= Math.max(2, Math.floor(found.length / 2)) ? found : undefined;
}
