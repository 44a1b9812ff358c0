/** A part of a line. */
export interface Part {
  readonly text: string;
  /** Parts with the greatest rank go first where there is no room for all; those of rank 0 stay. */
  readonly rank: number;
}

/** Returns the parts as one line of at most `width` characters, less important ones left out. Numbers stay whole. */
export function fitted(parts: readonly Part[], width: number, gap = '  '): string {
  let kept = parts.filter(({ text }) => text !== '');
  const line = (): string => kept.map(({ text }) => text).join(gap);
  while (line().length > width) {
    const least = Math.max(...kept.map(({ rank }) => rank));
    if (least <= 0) break;
    const at = kept.findLastIndex(({ rank }) => rank === least);
    kept = kept.filter((_, index) => index !== at);
  }
  return line();
}

/** Returns a line in rows of at most `width` characters, broken only behind a comma or a `·`, and indented from the second on. */
export const broken = (line: string, width: number, indent: number): string[] => inRows(line.split(/(?<=, | · )/), width, indent);

/** Returns a sentence in rows of at most `width` characters, broken at blanks, but not between a number and its unit. */
export const wrapped = (sentence: string, width: number): string[] => inRows(sentence.split(/(?<=\D )/), width, 0);

function inRows(pieces: readonly string[], width: number, indent: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const piece of pieces) {
    if (row.trim() !== '' && row.length + piece.trimEnd().length > width) {
      rows.push(row.trimEnd());
      row = ' '.repeat(indent);
    }
    row += piece;
  }
  return [...rows, row.trimEnd()];
}

/** Returns the text in at most `length` characters. A `…` stands for what was cut. */
export const shortened = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, Math.max(0, length - 1))}…`);
