import { reasonOf } from '../../config/index.js';
import { Shelf, type Spot } from './shared-buffer.js';
import type { Decode } from '../pool/worker-loop.js';
import type { DecodeTask } from '../types.js';

/** The descriptor under which the host finds the shelf: after standard input, output, errors and the channel. */
export const SHELF_DESCRIPTOR = 4;
/** Begins the reason of what was decoded, but could not be put on the shelf: no picture's fault. */
export const NOT_SHELVED = '\0';

const SLIP_WORDS = 3;

/** In place of a target, tasks in the host have a slip that says where their pixels go: all of one message in one memory. */
export function slipsFor(spots: readonly Spot[]): readonly Pick<DecodeTask, 'target' | 'offsets'>[] {
  const words = Float64Array.from(spots.flatMap(({ spot, position, ticket }) => [spot, position, ticket]));
  const target = new SharedArrayBuffer(words.byteLength);
  new Float64Array(target).set(words);
  return spots.map((_, place) => ({ target, offsets: [place * SLIP_WORDS * Float64Array.BYTES_PER_ELEMENT] }));
}

function spotOf({ target, offsets }: Pick<DecodeTask, 'target' | 'offsets'>): Spot {
  const [spot, position, ticket] = new Float64Array(target, offsets[0], SLIP_WORDS);
  return { spot, position, ticket };
}

/** Marks in the shared buffer when a picture is begun and when it is finished, and writes its pixels there. */
export function toSharedBuffer(decode: Decode, shelf = new Shelf(SHELF_DESCRIPTOR)): Decode {
  return async (task, write) => {
    const spot = spotOf(task);
    shelf.begin(spot);
    let failed: string | null = null;
    try {
      const answer = await decode(task, (pixels) => {
        if (!write(pixels)) return false;
        try {
          shelf.put(pixels, spot);
        } catch (error) {
          failed = `${NOT_SHELVED}${reasonOf(error)}`;
        }
        return true;
      });
      return { ...answer, refused: failed ?? answer.refused };
    } finally {
      shelf.finish(spot);
    }
  };
}
