/** How text lies in the cells of a terminal. */

/** Chinese, Japanese and Korean characters and their full-width forms: two cells each (Unicode's UAX #11, class W and F). */
const WIDE = /[ᄀ-ᅟ⺀-〾ぁ-㏿㐀-䶿一-鿿ꀀ-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦\u{20000}-\u{3fffd}]/u;

/** Marks that combine with the character before them, joiners and selectors: no cell of their own, and no two terminals agree. */
const NO_CELL = /\p{M}|[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
/** Pictures as characters, whose width terminals disagree on, and characters that no font has. */
const UNSURE = /[\u{1f000}-\u{1ffff}\u{e0000}-\u{10ffff}\ue000-\uf8ff]/gu;
// What a file's name can hold and must not reach the terminal: escape codes above all.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/gu;

/** Text that came from outside (paths, messages), as characters whose cells are known. */
export const plain = (text: string): string => text.replace(CONTROL, ' ').replace(NO_CELL, '').replace(UNSURE, '?');

/**
 * Whether a text may have wide characters: most is of Latin letters, or of the lines and dots (all below U+2E80) that charts are
 * drawn with, and need not be looked at one by one.
 */
const MAYBE_WIDE = /[\u1100-\u115f\u2e80-\u{10ffff}]/u;

/** Cells of a character that `plain` let through. */
export const cellsOf = (character: string): 1 | 2 => cellsAt(character.codePointAt(0) ?? 0);

/** The same, of a code point. */
export const cellsAt = (point: number): 1 | 2 => (point < 0x1100 || (point > 0x115f && point < 0x2e80) ? 1 : WIDE.test(String.fromCodePoint(point)) ? 2 : 1);

/** Cells of a text that `plain` let through. */
export function widthOf(text: string): number {
  if (!MAYBE_WIDE.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += cellsOf(character);
  return width;
}

/** The text in at most so many cells; what was cut shows as `…`. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width <= 0) return '';
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += cellsOf(character);
    if (used > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** The text in exactly so many cells. */
export function fit(text: string, width: number): string {
  const kept = cut(text, width);
  return kept + ' '.repeat(Math.max(0, width - widthOf(kept)));
}
