import { resized } from './area.js';
import { diffused } from './diffuse.js';
import type { Cells } from './fit.js';
import { brightness, nearestShade, type Rgb, type Shade } from './palette.js';
import type { Colours, Picture } from './types.js';

export interface BlocksOptions extends Cells {
  readonly colours: Colours;
  /** Characters of ASCII alone, by brightness. @default false */
  readonly ascii?: boolean;
}

/** From dark to bright. */
const RAMP = ' .:-=+*#%@';
/** By which of a cell's two pixels are lit: 1 the upper, 2 the lower. */
const HALVES = [' ', '▀', '▄', '█'] as const;
const RESET = '\u001B[0m';

/**
 * A picture in exactly columns x rows cells: `rows` strings of `columns` characters each, with their colours as escape codes that
 * end with the row. Two pixels a cell, one above the other; each the mean of what it covers. Few colours are diffused.
 */
export function drawBlocks(picture: Picture, { columns, rows, colours, ascii = false }: BlocksOptions): readonly string[] {
  if (ascii) return byBrightness(resized(picture, columns, rows));
  const small = resized(picture, columns, rows * 2);
  if (colours === 2) {
    const lit = diffused(small, (rgb) => (brightness(rgb) >= 128 ? WHITE : BLACK));
    return inRows(rows, columns, (upper, lower) => HALVES[(lit[upper]?.bit ?? 0) + 2 * (lit[lower]?.bit ?? 0)] ?? ' ');
  }
  const shades = colours === 16 ? diffused(small, (rgb) => nearestShade(rgb, colours)) : pixelsOf(small).map((rgb) => nearestShade(rgb, colours));
  return Array.from({ length: rows }, (_, row) => rowOf(shades.slice(2 * row * columns, (2 * row + 1) * columns), shades.slice((2 * row + 1) * columns, (2 * row + 2) * columns)));
}

const BLACK = { bit: 0, rgb: [0, 0, 0] } as const;
const WHITE = { bit: 1, rgb: [255, 255, 255] } as const;

/** A row of half blocks; a code only where a colour changes. */
function rowOf(upper: readonly Shade[], lower: readonly Shade[]): string {
  let [foreground, background, text] = ['', '', ''];
  for (const [column, { foreground: above }] of upper.entries()) {
    const below = lower[column]?.background ?? '';
    const codes = [above === foreground ? '' : above, below === background ? '' : below].filter((code) => code !== '');
    text += codes.length === 0 ? '▀' : `\u001B[${codes.join(';')}m▀`;
    [foreground, background] = [above, below];
  }
  return `${text}${RESET}`;
}

function byBrightness(small: Picture): string[] {
  const marks = pixelsOf(small).map((rgb) => RAMP[Math.min(RAMP.length - 1, Math.floor((brightness(rgb) / 256) * RAMP.length))] ?? ' ');
  return Array.from({ length: small.height }, (_, row) => marks.slice(row * small.width, (row + 1) * small.width).join(''));
}

/** @param character by the places of a cell's upper and lower pixel */
function inRows(rows: number, columns: number, character: (upper: number, lower: number) => string): string[] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => character(2 * row * columns + column, (2 * row + 1) * columns + column)).join(''));
}

const pixelsOf = ({ pixels, width, height }: Picture): Rgb[] =>
  Array.from({ length: width * height }, (_, index) => [pixels[index * 3] ?? 0, pixels[index * 3 + 1] ?? 0, pixels[index * 3 + 2] ?? 0]);
