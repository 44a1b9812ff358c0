/**
 * Compares two strings by code points: the same on every machine, unlike a locale's order, and unlike `<`, which compares
 * UTF-16 units and so puts an emoji before `～` (U+FF5E).
 */
export function byCodePoint(left: string, right: string): number {
  const end = Math.min(left.length, right.length);
  for (let i = 0; i < end; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

/** A UTF-16 unit's place in the order: surrogates stand for code points above all others. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
