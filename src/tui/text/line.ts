import { cut, fit, widthOf } from './cells.js';
import type { Colour, Line, Span } from './span.js';

export const span = (text: string): Span => ({ text });
export const coloured = (text: string, colour: Colour): Span => ({ text, colour });
export const dim = (text: string): Span => ({ text, dim: true });
export const bold = (text: string, colour?: Colour): Span => ({ text, bold: true, ...(colour && { colour }) });

/** Returns the width of a line in cells. */
export function widthOfLine(line: Line): number {
  let width = 0;
  for (let at = 0; at < line.length; at += 1) width += widthOf(line[at]?.text ?? '');
  return width;
}

/** Returns the line in exactly `width` cells, cut or padded with blanks. */
export function fitLine(line: Line, width: number): Line {
  // All lines of a chart fit already.
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

/** Returns one line of two, with the second at the right edge. Cuts the first where there is no room for both. */
export function atBothEnds(left: Line, right: Line, width: number): Line {
  const taken = widthOfLine(right);
  return taken + 4 > width ? fitLine(left, width) : [...fitLine(left, width - taken - 1), { text: ' ' }, ...right];
}

/** Returns the parts with a separator between them, as many as fit. */
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

/** Returns exactly `height` lines of `width` cells. */
export const fitLines = (lines: readonly Line[], width: number, height: number): readonly Line[] =>
  Array.from({ length: height }, (_, row) => fitLine(lines[row] ?? [], width));

/** Returns a line of one text in exactly `width` cells, dim or bold. */
export const cell = (text: string, width: number, isBold = false): Line => [isBold ? bold(fit(text, width)) : dim(fit(text, width))];
