import { cellsOf, widthOf } from './cells.js';

/** Between two words, but not between a number and its unit. */
const BREAK = /(?<= )(?<!\d (?=%|(?:s|ms|min|h|[kMG]B|px)\b))/;

/** Breaks a text that `plain` let through into rows of at most `width` cells: at blanks, and words longer than a row anywhere. */
export function wrapped(text: string, width: number): readonly string[] {
  if (widthOf(text) <= width) return [text.trimEnd()];
  const rows: string[] = [];
  let row = '';
  let used = 0;
  const close = (): void => {
    rows.push(row.trimEnd());
    row = '';
    used = 0;
  };
  for (const word of text.split(BREAK)) {
    if (used > 0 && used + widthOf(word.trimEnd()) > width) close();
    for (const character of word) {
      const cells = cellsOf(character);
      // A blank at the end of a row needs no cell.
      if (used > 0 && used + cells > width && character !== ' ') close();
      row += character;
      used += cells;
    }
  }
  if (row.trimEnd() !== '' || rows.length === 0) close();
  return rows;
}
