import { stepsFor, type Steps } from './steps.js';
import { tapsFor, type Sharing, type Taps } from './taps.js';

/** Layout of a picture's bytes. With shared chroma, the luma plane is padded to whole chroma samples. */
export type Layout =
  /** Interleaved pixels. */
  | 'rgb'
  /** A luma plane. */
  | 'gray'
  /** Luma, Cb and Cr planes, and how many pixels share a chroma sample in each direction. */
  | readonly [across: Sharing, down: Sharing];

/** A plane of samples, and the tables that resize it. */
export interface Plane {
  /** Bytes from one row to the next. */
  readonly stride: number;
  readonly rows: number;
  readonly across: Steps;
  readonly down: Taps;
  /** Bytes from one column to the next in the result of the first pass. */
  readonly columnBytes: number;
}

/** A picture's planes: luma and two equal chroma planes, or, for RGB, green and then blue and red. */
export interface Planes {
  readonly luma: Plane;
  readonly chroma: Plane;
  /** First byte of each of the three planes. */
  readonly offsets: readonly [number, number, number];
  /** Bytes of the picture. A gray picture is followed by one byte of neutral chroma. */
  readonly bytes: number;
}

const CACHED_TABLES = 1024;

/** Returns a function that lays out the planes of a picture. It caches the tables for each size. */
export function planesCache(): (width: number, height: number, layout: Layout, size: number) => Planes {
  const tapsOf = memoize((span, to, sharing: Sharing) => tapsFor(span, to, sharing));
  const stepsOf = memoize((span, to, sharing: Sharing) => stepsFor(tapsOf(span, to, sharing), 1));
  const stepsOfPixels = memoize((span, to, pitch: number) => stepsFor(tapsOf(span, to, 1), pitch));

  return (width, height, layout, size) => {
    const down = tapsOf(height, size, 1);
    if (layout === 'rgb') {
      const colour = plane(Math.ceil(width) * 3, Math.ceil(height), stepsOfPixels(width, size, 3), down);
      return { luma: colour, chroma: colour, offsets: [1, 2, 0], bytes: colour.stride * colour.rows };
    }
    const [sharedAcross, sharedDown] = layout === 'gray' ? ([1, 1] as const) : layout;
    const [columns, rows] = [Math.ceil(width / sharedAcross), Math.ceil(height / sharedDown)];
    const luma = plane(columns * sharedAcross, rows * sharedDown, stepsOf(width, size, 1), down);
    const lumaBytes = luma.stride * luma.rows;
    if (layout === 'gray') {
      const none = plane(1, 1, stepsOf(1, size, 1), tapsOf(1, size, 1));
      return { luma, chroma: none, offsets: [0, lumaBytes, lumaBytes], bytes: lumaBytes };
    }
    const chroma = plane(columns, rows, stepsOf(width, size, sharedAcross), tapsOf(height, size, sharedDown));
    return { luma, chroma, offsets: [0, lumaBytes, lumaBytes + columns * rows], bytes: lumaBytes + 2 * columns * rows };
  };
}

/** Columns begin at odd multiples of 64 bytes, so that the columns of a row do not evict each other from the first-level cache. */
const plane = (stride: number, rows: number, across: Steps, down: Taps): Plane => ({
  stride, rows, across, down, columnBytes: Math.ceil(((rows + down.count) * 16) / 128) * 128 + 64,
});

type MakeTable<Kind extends number, Table> = (span: number, to: number, kind: Kind) => Table;

function memoize<Kind extends number, Table>(make: MakeTable<Kind, Table>): MakeTable<Kind, Table> {
  const tables = new Map<string, Table>();
  return (span, to, kind) => {
    const key = `${span}:${to}:${kind}`;
    const known = tables.get(key);
    if (known !== undefined) return known;
    if (tables.size === CACHED_TABLES) tables.clear();
    const table = make(span, to, kind);
    tables.set(key, table);
    return table;
  };
}
