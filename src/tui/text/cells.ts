/** How text lies in the cells of a terminal. */

/** Chinese, Japanese and Korean characters and full-width forms: two cells each (Unicode's UAX #11, classes W and F). */
const WIDE = /[ᄀ-ᅟ⺀-〾ぁ-㏿㐀-䶿一-鿿ꀀ-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦\u{20000}-\u{3fffd}]/u;

/** Combining marks, joiners and selectors. They have no cell of their own, and terminals disagree on them. */
const NO_CELL = /\p{M}|[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
/** Emoji, whose width terminals disagree on, and characters that no font has. */
const UNSURE = /[\u{1f000}-\u{1ffff}\u{e0000}-\u{10ffff}\ue000-\uf8ff]/gu;
/** A file name can contain escape codes. They must not reach the terminal. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/gu;

/** Returns a text from outside (a path, a message) as characters of known width. */
export const plain = (text: string): string => text.replace(CONTROL, ' ').replace(NO_CELL, '').replace(UNSURE, '?');

/** Finds texts that may have wide characters. Latin letters and the lines and dots of charts lie below U+2E80 and need no second look. */
const MAYBE_WIDE = /[\u1100-\u115f\u2e80-\u{10ffff}]/u;

/** Returns the cells of a character that `plain` let through. */
export const cellsOf = (character: string): 1 | 2 => (MAYBE_WIDE.test(character) && WIDE.test(character) ? 2 : 1);

/** Returns the cells of a text that `plain` let through. */
export function widthOf(text: string): number {
  if (!MAYBE_WIDE.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += cellsOf(character);
  return width;
}

/** Returns the text in at most `width` cells. A `…` stands for what was cut. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width <= 0) return '';
  let head = '';
  let used = 0;
  for (const character of text) {
    used += cellsOf(character);
    if (used > width - 1) break;
    head += character;
  }
  return `${head}…`;
}

/** Returns the text in at most `width` cells. A `…` stands for its beginning where that was cut. */
export function cutStart(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let tail = '';
  let used = 1;
  for (const character of [...text].reverse()) {
    used += cellsOf(character);
    if (used > width) break;
    tail = character + tail;
  }
  return width <= 0 ? '' : `…${tail}`;
}

/** Returns the text in exactly `width` cells. */
export function fit(text: string, width: number): string {
  const head = cut(text, width);
  return head + ' '.repeat(Math.max(0, width - widthOf(head)));
}
