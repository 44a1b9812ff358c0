import type { Characters, Colour, Line } from '../text/span.js';

export interface BarOptions {
  /** Cells. */
  readonly width: number;
  /** 0 to 1; what lies outside is drawn as the nearer end, NaN as nothing. */
  readonly share: number;
  readonly characters: Characters;
  readonly colour?: Colour;
}

export interface SharesOptions {
  /** Cells. */
  readonly width: number;
  /** Parts of a whole, in order, 0 to 1 each; what they leave of it stays empty. */
  readonly parts: readonly { readonly share: number; readonly colour?: Colour }[];
  readonly characters: Characters;
}

/** Eighths of a cell, from the left. */
const EIGHTHS = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'] as const;

/** One shade a part: they differ where no colour is seen. */
const SHADES = { unicode: ['█', '▒', '░', '▓'], ascii: ['#', '=', '.', '+'] } as const;
const REST = { unicode: '·', ascii: ' ' } as const;

/** A bar in one row of exactly `width` cells: to an eighth of a cell, in ASCII to a whole one. */
export function drawBar({ width, share, characters, colour }: BarOptions): Line {
  const clamped = clamp(share);
  const look = colour === undefined ? {} : { colour };
  if (characters === 'ascii') {
    const filled = Math.round(clamped * width);
    return spans([{ text: '#'.repeat(filled), ...look }, { text: '.'.repeat(width - filled), dim: true }]);
  }
  const eighths = Math.round(clamped * width * 8);
  const [whole, part] = [Math.floor(eighths / 8), EIGHTHS[eighths % 8] ?? ' '];
  const filled = '█'.repeat(whole) + (eighths % 8 === 0 ? '' : part);
  return spans([{ text: filled, ...look }, { text: '·'.repeat(width - filled.length), dim: true }]);
}

/** Parts of a whole beside each other in one row of exactly `width` cells, each with a shade of its own as well as a colour. */
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
