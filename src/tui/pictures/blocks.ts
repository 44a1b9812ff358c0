import { resized } from './area.js';
import { diffused } from './diffuse.js';
import type { Cells } from './fit.js';
import { brightness, exactShade, nearestShade, type Rgb, type Shade } from './palette.js';
import type { Colours, Picture } from './types.js';

export interface BlocksOptions extends Cells {
  readonly colours: Colours;
  /** Whether to show brightness with ASCII characters. @default false */
  readonly ascii?: boolean;
}

/**
 * The share of an error in hue that neighbours make up for. The 256 colours have greys in 24 steps, but no dark colour that is not strong.
 * With the whole error, a muted dark picture becomes grey with red and blue specks.
 */
const HUE = { 16: 1, 256: 0.75 } as const;

/** From dark to bright. */
const RAMP = ' .:-=+*#%@';
/** Characters by the pixels of a cell that are lit: 1 the upper, 2 the lower. */
const HALVES = [' ', '▀', '▄', '█'] as const;
const RESET = '\u001B[0m';

/**
 * Returns a picture in exactly columns x rows cells, as `rows` strings of `columns` characters with their colours. A cell shows two
 * pixels, one above the other. Where the terminal has few colours, neighbouring pixels make up for what each gets wrong.
 */
export function drawBlocks(picture: Picture, { columns, rows, colours, ascii = false }: BlocksOptions): readonly string[] {
  if (ascii) return byBrightness(resized(picture, columns, rows));
  const small = resized(picture, columns, rows * 2);
  if (colours === 2) {
    const lit = diffused(small, (rgb) => (brightness(rgb) >= 128 ? WHITE : BLACK));
    return pairsOfRows(lit, columns).map(([upper, lower]) => upper.map(({ bit }, column) => HALVES[bit + 2 * (lower[column]?.bit ?? 0)] ?? ' ').join(''));
  }
  const shades = colours === 16777216 ? pixelsOf(small).map(exactShade) : diffused(small, (rgb) => nearestShade(rgb, colours), HUE[colours]);
  return pairsOfRows(shades, columns).map(([upper, lower]) => rowOf(upper, lower));
}

const BLACK = { bit: 0, rgb: [0, 0, 0] } as const;
const WHITE = { bit: 1, rgb: [255, 255, 255] } as const;

/** Returns a row of half blocks, with a code only where a colour changes. */
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

/** Returns the upper and the lower pixels of each row of cells. */
const pairsOfRows = <Pixel>(pixels: readonly Pixel[], columns: number): [upper: Pixel[], lower: Pixel[]][] =>
  Array.from({ length: pixels.length / columns / 2 }, (_, row) => [pixels.slice(2 * row * columns, (2 * row + 1) * columns), pixels.slice((2 * row + 1) * columns, (2 * row + 2) * columns)]);

const pixelsOf = ({ pixels, width, height }: Picture): Rgb[] =>
  Array.from({ length: width * height }, (_, index) => [pixels[index * 3] ?? 0, pixels[index * 3 + 1] ?? 0, pixels[index * 3 + 2] ?? 0]);
