import { cut, fit, widthOf } from './cells.js';
import type { Colour, Line, Span } from './charts/index.js';

/** Rows of the screen, span by span. */

export const span = (text: string, look: Omit<Span, 'text'> = {}): Span => ({ text, ...look });
export const coloured = (text: string, colour: Colour): Span => ({ text, colour });
export const dim = (text: string): Span => ({ text, dim: true });
export const bold = (text: string, colour?: Colour): Span => ({ text, bold: true, ...(colour && { colour }) });

export function widthOfLine(line: Line): number {
  let width = 0;
  for (let at = 0; at < line.length; at += 1) width += widthOf(line[at]?.text ?? '');
  return width;
}

/** The line in exactly so many cells: cut, or filled with blanks. */
export function fitLine(line: Line, width: number): Line {
  // As all lines of a chart have.
  if (widthOfLine(line) === width) return line;
  const spans: Span[] = [];
  let left = width;
  for (const one of line) {
    if (left <= 0) break;
    const text = cut(one.text, left);
    left -= widthOf(text);
    spans.push(text === one.text ? one : { ...one, text });
    if (text !== one.text) break;
  }
  if (left > 0) spans.push({ text: ' '.repeat(left) });
  return spans;
}

/** Two lines in one, the second at the right edge; where both have no room, the first is cut. */
export function atBothEnds(left: Line, right: Line, width: number): Line {
  const taken = widthOfLine(right);
  return taken + 4 > width ? fitLine(left, width) : [...fitLine(left, width - taken - 1), { text: ' ' }, ...right];
}

/** Parts with a separator between them, as many as fit. */
export function joined(parts: readonly Line[], separator: string, width: number): Line {
  const spans: Span[] = [];
  let used = 0;
  for (const part of parts) {
    if (part.length === 0) continue;
    const more = widthOfLine(part) + (used === 0 ? 0 : widthOf(separator));
    if (used > 0 && used + more > width) break;
    if (used > 0) spans.push(dim(separator));
    spans.push(...part);
    used += more;
  }
  return spans;
}

/** Exactly `height` lines of `width` cells. */
export const fitLines = (lines: readonly Line[], width: number, height: number): readonly Line[] =>
  Array.from({ length: height }, (_, row) => fitLine(lines[row] ?? [], width));

/** A word in exactly so many cells, by itself a line: faint, or bold. */
export const cell = (text: string, width: number, strong = false): Line => [strong ? bold(fit(text, width)) : dim(fit(text, width))];
