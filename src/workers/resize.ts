import { resizeModule } from './resize-module.js';
import { tapsFor, type Taps } from './resize-taps.js';

/** Tables and pixels begin at multiples of this, and vectors are read and written whole: past the end, too. */
const VECTOR = 16;
/** Rows are made narrower by four. */
const ROWS_BEYOND = 3;
const PAGE = 2 ** 16;
const KEPT_TAPS = 256;

export interface Resizer {
  /**
   * Resizes a picture to `size` x `size`: triangle kernel as wide as the reduction, rows first, each pass rounded to 8 bits.
   * @param width in pixels; where it is not whole, so much of a picture that is the next whole number wide. So is `height`
   * @param fill writes the picture's bytes of RGB into the room it is given, which is just as large, and says whether it did
   * @returns `size * size * 3` bytes in the resizer's memory, there until the next call; null when there was no picture
   */
  resize(width: number, height: number, size: number, fill: (room: Buffer) => boolean): Uint8Array | null;
}

/** The memory is used again from picture to picture; it grows to what the largest needs and never shrinks. */
export function createResizer(): Resizer {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { across, down } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(resizeModule, 'base64')), { env: { memory } }).exports;
  const kept = new Map<string, Taps>();

  const tapsOf = (span: number, to: number): Taps => {
    const key = `${span}:${to}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size === KEPT_TAPS) kept.clear();
    const taps = tapsFor(span, to);
    kept.set(key, taps);
    return taps;
  };

  return {
    resize(width, height, size, fill) {
      const [wide, high] = [tapsOf(width, size), tapsOf(height, size)];
      const length = size * 3;
      const stride = aligned(length + VECTOR);
      const highAt = bytesOf(wide);
      const resultAt = highAt + bytesOf(high);
      const rowsAt = resultAt + aligned(size * length + VECTOR);
      const [columns, rows] = [Math.ceil(width), Math.ceil(height)];
      const pictureAt = rowsAt + (rows + ROWS_BEYOND + high.count) * stride;
      const end = pictureAt + ((rows + ROWS_BEYOND) * columns + wide.count) * 3 + VECTOR;
      if (end > memory.buffer.byteLength) memory.grow(Math.ceil((end - memory.buffer.byteLength) / PAGE));
      const { buffer } = memory;
      if (!fill(Buffer.from(buffer, pictureAt, columns * rows * 3))) return null;
      put(buffer, 0, wide);
      put(buffer, highAt, high);
      across(pictureAt, columns, rows, rowsAt, stride, size, 0, aligned(wide.starts.byteLength), wide.count, wide.bits);
      down(rowsAt, stride, length, resultAt, size, highAt, highAt + aligned(high.starts.byteLength), high.count, high.bits);
      return new Uint8Array(buffer, resultAt, size * length);
    },
  };
}

const aligned = (bytes: number): number => Math.ceil(bytes / VECTOR) * VECTOR;
const bytesOf = ({ starts, weights }: Taps): number => aligned(starts.byteLength) + aligned(weights.byteLength);

function put(buffer: ArrayBuffer, at: number, { starts, weights }: Taps): void {
  new Int32Array(buffer, at, starts.length).set(starts);
  new Int16Array(buffer, at + aligned(starts.byteLength), weights.length).set(weights);
}
