import { stepsFor, type Steps } from './steps.js';
import { tapsFor, type Sharing, type Taps } from './taps.js';

/** How the bytes of a picture lie; of planes that are shared, luma has as many pixels as have a share in all samples of colour. */
export type Layout =
  /** Pixel by pixel. */
  | 'rgb'
  /** A plane of luma. */
  | 'gray'
  /** Planes of luma, blueness and redness, and how many pixels share a sample of the last two, along and down. */
  | readonly [across: Sharing, down: Sharing];

/** A plane of samples, and what resizes it. */
export interface Plane {
  /** Bytes from one row to the next. */
  readonly stride: number;
  readonly rows: number;
  readonly across: Steps;
  readonly down: Taps;
  /** When rows are narrow, they stand in columns: bytes from one to the next. */
  readonly columnBytes: number;
}

/** A picture's planes: luma, and blueness and redness, which are alike; or else green, and blue and red. */
export interface Planes {
  readonly luma: Plane;
  readonly chroma: Plane;
  /** First bytes of the three. */
  readonly offsets: readonly [number, number, number];
  /** Of the whole picture. What is gray has one byte of no colour behind it. */
  readonly bytes: number;
}

const KEPT_TABLES = 1024;

/** Plans pictures; tables of sizes that come again are kept. */
export function planner(): (width: number, height: number, layout: Layout, size: number) => Planes {
  const tapsOf = kept((span, to, sharing: Sharing) => tapsFor(span, to, sharing));
  const stepsOf = kept((span, to, sharing: Sharing) => stepsFor(tapsOf(span, to, sharing), 1));
  const stepsOfPixels = kept((span, to, pitch: number) => stepsFor(tapsOf(span, to, 1), pitch));

  return (width, height, layout, size) => {
    const down = tapsOf(height, size, 1);
    if (layout === 'rgb') {
      const colour = plane(Math.ceil(width) * 3, Math.ceil(height), stepsOfPixels(width, size, 3), down);
      return { luma: colour, chroma: colour, offsets: [1, 2, 0], bytes: colour.stride * colour.rows };
    }
    const [wide, high] = layout === 'gray' ? ([1, 1] as const) : layout;
    const [columns, rows] = [Math.ceil(width / wide), Math.ceil(height / high)];
    const luma = plane(columns * wide, rows * high, stepsOf(width, size, 1), down);
    const lumaBytes = luma.stride * luma.rows;
    if (layout === 'gray') {
      const none = plane(1, 1, stepsOf(1, size, 1), tapsOf(1, size, 1));
      return { luma, chroma: none, offsets: [0, lumaBytes, lumaBytes], bytes: lumaBytes };
    }
    const chroma = plane(columns, rows, stepsOf(width, size, wide), tapsOf(height, size, high));
    return { luma, chroma, offsets: [0, lumaBytes, lumaBytes + columns * rows], bytes: lumaBytes + 2 * columns * rows };
  };
}

/** Columns begin at odd multiples of 64 bytes, so that those of a row do not push each other out of the nearest cache. */
const plane = (stride: number, rows: number, across: Steps, down: Taps): Plane => ({
  stride, rows, across, down, columnBytes: Math.ceil(((rows + down.count) * 16) / 128) * 128 + 64,
});

type Make<Kind extends number, Table> = (span: number, to: number, kind: Kind) => Table;

function kept<Kind extends number, Table>(make: Make<Kind, Table>): Make<Kind, Table> {
  const tables = new Map<string, Table>();
  return (span, to, kind) => {
    const key = `${span}:${to}:${kind}`;
    const known = tables.get(key);
    if (known !== undefined) return known;
    if (tables.size === KEPT_TABLES) tables.clear();
    const table = make(span, to, kind);
    tables.set(key, table);
    return table;
  };
}
