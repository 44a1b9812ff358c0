import { resized } from './area.js';
import type { Cells } from './fit.js';
import { quantized, type Quantized } from './quantize.js';
import type { Picture } from './types.js';

export interface SixelOptions extends Cells {
  /** Pixels of one cell. @default 8 wide, 16 high */
  readonly cell?: { readonly width: number; readonly height: number };
}

/** Rows of pixels in one character. */
const SIX = 6;

/**
 * The escape codes that show a picture over columns x rows cells from the cursor on, as sixels of up to 256 colours (DEC's VT330/VT340
 * Programmer Reference Manual, volume 2, chapter 14). The terminal moves the cursor: save and restore it around (ESC 7, ESC 8).
 */
export function drawSixel(picture: Picture, { columns, rows, cell = { width: 8, height: 16 } }: SixelOptions): string {
  const small = resized(picture, columns * cell.width, rows * cell.height);
  const { width, height } = small;
  const colours = quantized(small);
  const palette = colours.palette.map((rgb, index) => `#${index};2;${rgb.map((value) => Math.round((value * 100) / 255)).join(';')}`).join('');
  const bands = Array.from({ length: Math.ceil(height / SIX) }, (_, band) => bandOf(colours, width, height, band * SIX));
  // The picture's size in pixels, square ones ("1;1); then its colours, in hundredths.
  return `\u001BPq"1;1;${width};${height}${palette}${bands.join('-')}\u001B\\`;
}

/** Six rows of pixels from `top` on: for each of their colours a character a column, `$` goes back to the left. */
function bandOf({ indices }: Quantized, width: number, height: number, top: number): string {
  const rows = new Map<number, Uint8Array>();
  for (let down = 0; down < Math.min(SIX, height - top); down += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = indices[(top + down) * width + x] ?? 0;
      let bits = rows.get(colour);
      if (bits === undefined) rows.set(colour, (bits = new Uint8Array(width)));
      bits[x] = (bits[x] ?? 0) | (1 << down);
    }
  }
  return [...rows].map(([colour, bits]) => `#${colour}${inRuns(bits)}`).join('$');
}

/** Characters from `?` on for six bits each; more than three alike as `!count`. Empty ones at the end are left out. */
function inRuns(bits: Uint8Array): string {
  let text = '';
  const end = bits.findLastIndex((value) => value !== 0) + 1;
  for (let from = 0; from < end; ) {
    let to = from + 1;
    while (to < end && bits[to] === bits[from]) to += 1;
    const character = String.fromCodePoint(63 + (bits[from] ?? 0));
    text += to - from > 3 ? `!${to - from}${character}` : character.repeat(to - from);
    from = to;
  }
  return text;
}
