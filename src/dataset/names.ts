import { byCodePoint } from './code-points.js';

/**
 * Returns a name in Unicode's composed form (NFC). macOS may store the same name decomposed, so names are compared in this form,
 * and files are opened by the form that the disk has.
 */
export const nfc = (name: string): string => (isAscii(name) ? name : name.normalize('NFC'));

/** Returns whether a name has one Unicode form only, as almost all have. */
// eslint-disable-next-line no-control-regex
export const isAscii = (name: string): boolean => /^[\u0000-\u007f]*$/.test(name);

/** Returns a function that finds the path on the disk of a name in either form; undefined where there is none. */
export function findByName(paths: Iterable<string>): (name: string) => string | undefined {
  const exact = new Set(paths);
  const composed = new Map<string, string>();
  for (const path of exact) composed.set(nfc(path), path);
  return (name) => (exact.has(name) ? name : composed.get(nfc(name)));
}

/** Orders paths by the code points of their composed form, which is the same on every system. */
export const byName = (left: string, right: string): number => byCodePoint(nfc(left), nfc(right)) || byCodePoint(left, right);
