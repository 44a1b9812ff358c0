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

/** Cells of a character that `plain` let through. */
export const cellsOf = (character: string): 1 | 2 => (character > '\u10ff' && WIDE.test(character) ? 2 : 1);

/** Cells of a text that `plain` let through. */
export function widthOf(text: string): number {
  let width = text.length;
  // Most text is of Latin letters: no need to look at each.
  if (!/[\u1100-\u{10ffff}]/u.test(text)) return width;
  width = 0;
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
