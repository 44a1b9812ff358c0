import { viewModule } from './module.js';
import { CUT_GRAY, GRAY_SHARES, type Transform } from './transform.js';

/** Computes views in WebAssembly. It holds one picture. */
export interface Viewer {
  /** @param pixels `edge * edge * 3` bytes */
  load(pixels: Uint8Array, edge: number): void;
  /**
   * Computes a view of the picture that was loaded last.
   * @returns `size * size * 3` bytes, valid until the next call
   */
  compute(transform: Transform, size: number): Uint8Array;
}

const VECTOR = 16;
const PAGE = 2 ** 16;
/** Bytes of the map and the colours, which come first in memory. */
const MAP_BYTES = 48;
const COLOURS_BYTES = 11 * VECTOR;
const PICTURE = MAP_BYTES + COLOURS_BYTES;
/** Bytes that are read past a row after the last one, and written past the last pixel. */
const READ_PAST = 8;
const WRITTEN_PAST = 40;

/** Fraction bits, as in assembly/view.ts: of a number of the colour matrix, and of a sum. */
const MATRIX = 2 ** 12;
const SUM = 2 ** 18;
/** Index of no byte, which is read as zero. */
const NONE = 0x80;
/** Makes eight 16-bit numbers of two pixels: both reds, both greens, both blues and two zeros. */
const PAIRS = [0, NONE, 3, NONE, 1, NONE, 4, NONE, 2, NONE, 5, NONE, NONE, NONE, NONE, NONE];
/** Makes four pixels of four reds, four greens and four blues. */
const ORDER = [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11, NONE, NONE, NONE, NONE];

/** Creates a viewer. Its memory grows to what the largest picture needs, and never shrinks. */
export function createViewer(): Viewer {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { view, fill } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(viewModule, 'base64')), { env: { memory } }).exports;
  let edge = 0;
  const resultAt = (): number => aligned(PICTURE + edge * (edge + 1) * 3 + READ_PAST);
  const reserve = (bytes: number): void => {
    if (bytes > memory.buffer.byteLength) memory.grow(Math.ceil((bytes - memory.buffer.byteLength) / PAGE));
  };

  return {
    load(pixels, newEdge) {
      edge = newEdge;
      reserve(resultAt());
      new Uint8Array(memory.buffer, PICTURE, pixels.length).set(pixels);
    },
    compute({ map, cut, ...colours }, size) {
      const result = resultAt();
      const bytes = size * size * 3;
      reserve(result + bytes + WRITTEN_PAST);
      new Float64Array(memory.buffer, 0, map.length).set(map);
      writeColours(memory.buffer, colours);
      view(PICTURE, edge, result, size, 0, MAP_BYTES);
      if (cut !== null) fill(result + (cut.top * size + cut.left) * 3, size * 3, cut.width * 3, cut.height, CUT_GRAY);
      return new Uint8Array(memory.buffer, result, bytes);
    },
  };
}

const aligned = (bytes: number): number => Math.ceil(bytes / VECTOR) * VECTOR;

/** Writes the colour matrix and the indices as `view` in assembly/view.ts reads them. */
function writeColours(buffer: ArrayBuffer, { gain, offset, saturation }: Pick<Transform, 'gain' | 'offset' | 'saturation'>): void {
  // A half, so that the shift at the end rounds.
  const sum = Math.round((offset + 0.5) * SUM);
  for (const channel of GRAY_SHARES.keys()) {
    const row = GRAY_SHARES.map((share, other) => Math.round(gain * ((1 - saturation) * share + (other === channel ? saturation : 0)) * MATRIX));
    const at = MAP_BYTES + channel * 3 * VECTOR;
    const factors = new Int16Array(buffer, at, VECTOR);
    for (let pair = 0; pair < 8; pair += 2) {
      factors.set([row[0], row[1]], pair);
      factors.set([row[2], 0], 8 + pair);
    }
    new Int32Array(buffer, at + 2 * VECTOR, 4).fill(sum);
  }
  new Uint8Array(buffer, MAP_BYTES + 9 * VECTOR, 2 * VECTOR).set([...PAIRS, ...ORDER]);
}
