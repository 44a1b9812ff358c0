import { COLOURS, NEUTRAL, NO_COLOURS } from './colours.js';
import { resizeModule } from './module.js';
import { planner, type Layout, type Plane } from './planes.js';

export interface Picture {
  /** In pixels; where it is not whole, so much of a picture that is the next whole number wide. So is `height`. */
  readonly width: number;
  readonly height: number;
  readonly layout: Layout;
}

export interface Resizer {
  /**
   * Resizes a picture to `size` x `size`, by the taps of `tapsFor`; all is rounded to 8 bits at the end, and only there.
   * @param fill writes the picture's bytes into the room it is given, which is just as large, and says whether it did
   * @returns `size * size * 3` bytes of RGB in the resizer's memory, there until the next call; null when there was no picture
   */
  resize(picture: Picture, size: number, fill: (room: Buffer) => boolean): Uint8Array | null;
}

/** Everything begins at multiples of this, and vectors are written whole: past the end, too. */
const VECTOR = 16;
const PAGE = 2 ** 16;

/** The memory is used again from picture to picture; it grows to what the largest needs and never shrinks. */
export function createResizer(): Resizer {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const module = new WebAssembly.Module(Buffer.from(resizeModule, 'base64'));
  const { across, down } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  const planesOf = planner();

  return {
    resize({ width, height, layout }, size, fill) {
      const { luma, chroma, offsets, bytes } = planesOf(width, height, layout, size);
      const { at, end } = inOrder({
        lumaTables: tablesBytes(luma),
        chromaTables: tablesBytes(chroma),
        colours: COLOURS.length * 2,
        luma: luma.columnBytes * luma.across.columns,
        blueness: chroma.columnBytes * chroma.across.columns,
        redness: chroma.columnBytes * chroma.across.columns,
        result: size * size * 3 + 2 * VECTOR,
        picture: bytes + 1,
        beyond: luma.across.beyond + chroma.across.beyond,
      });
      if (end > memory.buffer.byteLength) memory.grow(Math.ceil((end - memory.buffer.byteLength) / PAGE));
      const { buffer } = memory;
      if (!fill(Buffer.from(buffer, at.picture, bytes))) return null;

      if (layout === 'gray') new Uint8Array(buffer, at.picture + bytes, 1).fill(NEUTRAL);
      new Int16Array(buffer, at.colours, COLOURS.length).set(layout === 'rgb' ? NO_COLOURS : COLOURS);
      const lumaTables = putTables(buffer, at.lumaTables, luma);
      const chromaTables = putTables(buffer, at.chromaTables, chroma);
      const narrow = (from: number, plane: Plane, to: number, { steps }: Tables): void =>
        across(at.picture + from, plane.stride, plane.rows, to, plane.columnBytes, plane.across.columns, steps, plane.across.count);
      narrow(offsets[0], luma, at.luma, lumaTables);
      narrow(offsets[1], chroma, at.blueness, chromaTables);
      narrow(offsets[2], chroma, at.redness, chromaTables);
      down(
        at.luma, at.blueness, at.redness, luma.columnBytes, chroma.columnBytes, size, at.result,
        lumaTables.starts, lumaTables.weights, luma.down.count, chromaTables.starts, chromaTables.weights, chroma.down.count, at.colours,
      );
      return new Uint8Array(buffer, at.result, size * size * 3);
    },
  };
}

/** Where in memory a plane's tables begin. */
interface Tables {
  readonly steps: number;
  readonly starts: number;
  readonly weights: number;
}

const aligned = (bytes: number): number => Math.ceil(bytes / VECTOR) * VECTOR;

const tablesBytes = ({ across: { table }, down: { starts, weights } }: Plane): number =>
  aligned(table.byteLength) + aligned(starts.byteLength) + weights.byteLength;

function putTables(buffer: ArrayBuffer, steps: number, { across: { table }, down }: Plane): Tables {
  const starts = steps + aligned(table.byteLength);
  const weights = starts + aligned(down.starts.byteLength);
  new Uint8Array(buffer, steps, table.length).set(table);
  new Int32Array(buffer, starts, down.starts.length).set(down.starts);
  new Int16Array(buffer, weights, down.weights.length).set(down.weights);
  return { steps, starts, weights };
}

/** Where each of so many bytes begins when they lie one behind the other, and where the last ends. */
function inOrder<Name extends string>(bytes: Record<Name, number>): { at: Record<Name, number>; end: number } {
  const at = { ...bytes };
  let end = 0;
  for (const name in bytes) {
    at[name] = end;
    end += aligned(bytes[name]);
  }
  return { at, end };
}
