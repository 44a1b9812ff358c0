import { filledBar } from '../../chart/index.js';
import type { Characters, Colour, Line } from '../text/span.js';

export interface BarOptions {
  /** Cells. */
  readonly width: number;
  /** 0 to 1. A value outside counts as the nearer end, NaN as 0. */
  readonly share: number;
  readonly characters: Characters;
  readonly colour?: Colour;
}

export interface SharesOptions {
  /** Cells. */
  readonly width: number;
  /** Parts of a whole, in order, 0 to 1 each. The rest stays empty. */
  readonly parts: readonly { readonly share: number; readonly colour?: Colour }[];
  readonly characters: Characters;
}

/** One shade for each part, so that they differ without colours. */
const SHADES = { unicode: ['█', '▒', '░', '▓'], ascii: ['#', '=', '.', '+'] } as const;
const REST = { unicode: '·', ascii: ' ' } as const;

/** Returns a bar of exactly `width` cells. It is exact to an eighth of a cell, in ASCII to a whole one. */
export function drawBar({ width, share, characters, colour }: BarOptions): Line {
  const ascii = characters === 'ascii';
  const text = filledBar(share, width, ascii);
  return spans([{ text, ...(colour !== undefined && { colour }) }, { text: (ascii ? '.' : '·').repeat(width - text.length), dim: true }]);
}

/** Returns a bar of exactly `width` cells that shows the parts of a whole, each in its shade and colour. */
export function drawShares({ width, parts, characters }: SharesOptions): Line {
  const [shades, rest] = characters === 'ascii' ? [SHADES.ascii, REST.ascii] : [SHADES.unicode, REST.unicode];
  let sum = 0;
  let done = 0;
  const drawn = parts.map(({ share, colour }, index) => {
    sum += clamp(share);
    const end = Math.max(done, Math.round(Math.min(1, sum) * width));
    const text = (shades[index % shades.length] ?? '#').repeat(end - done);
    done = end;
    return colour === undefined ? { text } : { text, colour };
  });
  return spans([...drawn, { text: rest.repeat(width - done), dim: true }]);
}

const clamp = (share: number): number => (share > 0 ? Math.min(1, share) : 0);
const spans = (all: Line): Line => all.filter(({ text }) => text !== '');
