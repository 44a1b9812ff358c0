import { COLOURS, NEUTRAL, NO_COLOURS } from './colours.js';
import { resizeModule } from './module.js';
import { planesCache, type Layout, type Plane } from './planes.js';

export interface SourcePicture {
  /** In pixels. With a fraction, the last column counts in part. */
  readonly width: number;
  /** In pixels. With a fraction, the last row counts in part. */
  readonly height: number;
  readonly layout: Layout;
}

export interface Resizer {
  /**
   * Resizes a picture to `size` x `size` with the taps of `tapsFor`. Values are rounded to 8 bits only at the end.
   * @param load writes the picture's bytes into memory of the same length, and returns false when there is no picture
   * @returns `size * size * 3` bytes of RGB, valid until the next call; null when there is no picture
   */
  resize(picture: SourcePicture, size: number, load: (memory: Buffer) => boolean): Uint8Array | null;
}

/** Pixels of the largest picture that is resized here, in 24 MiB of memory per thread. libvips or libjpeg shrink larger ones first. */
const MAX_PIXELS = 2 ** 23;

/** Whether a picture and its rows, resized to `size`, fit into the memory that a resizer may take. */
export const isResizable = (width: number, height: number, size: number): boolean => (width + 2 * size) * height <= MAX_PIXELS;

/** Alignment of everything in memory. Vectors are written whole, also past the end. */
const VECTOR = 16;
const PAGE = 2 ** 16;

/** Creates a resizer. Its memory grows to what the largest picture needs, and never shrinks. */
export function createResizer(): Resizer {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const module = new WebAssembly.Module(Buffer.from(resizeModule, 'base64'));
  const { across, down } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  const planesOf = planesCache();

  return {
    resize({ width, height, layout }, size, load) {
      const { luma, chroma, offsets, bytes } = planesOf(width, height, layout, size);
      const { at, end } = allocate({
        lumaTables: tablesBytes(luma),
        chromaTables: tablesBytes(chroma),
        colours: COLOURS.length * 2,
        luma: luma.columnBytes * luma.across.columns,
        cb: chroma.columnBytes * chroma.across.columns,
        cr: chroma.columnBytes * chroma.across.columns,
        result: size * size * 3 + 2 * VECTOR,
        picture: bytes + 1,
        beyond: luma.across.beyond + chroma.across.beyond,
      });
      if (end > memory.buffer.byteLength) memory.grow(Math.ceil((end - memory.buffer.byteLength) / PAGE));
      const { buffer } = memory;
      if (!load(Buffer.from(buffer, at.picture, bytes))) return null;

      if (layout === 'gray') new Uint8Array(buffer, at.picture + bytes, 1).fill(NEUTRAL);
      new Int16Array(buffer, at.colours, COLOURS.length).set(layout === 'rgb' ? NO_COLOURS : COLOURS);
      const lumaTables = writeTables(buffer, at.lumaTables, luma);
      const chromaTables = writeTables(buffer, at.chromaTables, chroma);
      const narrow = (from: number, plane: Plane, to: number, { steps }: Tables): void =>
        across(at.picture + from, plane.stride, plane.rows, to, plane.columnBytes, plane.across.columns, steps, plane.across.count);
      narrow(offsets[0], luma, at.luma, lumaTables);
      narrow(offsets[1], chroma, at.cb, chromaTables);
      narrow(offsets[2], chroma, at.cr, chromaTables);
      down(
        at.luma, at.cb, at.cr, luma.columnBytes, chroma.columnBytes, size, at.result,
        lumaTables.starts, lumaTables.weights, luma.down.count, chromaTables.starts, chromaTables.weights, chroma.down.count, at.colours,
      );
      return new Uint8Array(buffer, at.result, size * size * 3);
    },
  };
}

interface Tables {
  readonly steps: number;
  readonly starts: number;
  readonly weights: number;
}

const aligned = (bytes: number): number => Math.ceil(bytes / VECTOR) * VECTOR;

const tablesBytes = ({ across: { table }, down: { starts, weights } }: Plane): number =>
  aligned(table.byteLength) + aligned(starts.byteLength) + weights.byteLength;

function writeTables(buffer: ArrayBuffer, steps: number, { across: { table }, down }: Plane): Tables {
  const starts = steps + aligned(table.byteLength);
  const weights = starts + aligned(down.starts.byteLength);
  new Uint8Array(buffer, steps, table.length).set(table);
  new Int32Array(buffer, starts, down.starts.length).set(down.starts);
  new Int16Array(buffer, weights, down.weights.length).set(down.weights);
  return { steps, starts, weights };
}

/** Lays out blocks of memory one after the other. Returns their addresses and the end. */
function allocate<Name extends string>(bytes: Record<Name, number>): { at: Record<Name, number>; end: number } {
  const at = { ...bytes };
  let end = 0;
  for (const name in bytes) {
    at[name] = end;
    end += aligned(bytes[name]);
  }
  return { at, end };
}
