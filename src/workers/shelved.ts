import { reasonOf } from '../config/index.js';
import { Shelf, type Spot } from './shelf.js';
import type { Fill } from './strands.js';
import type { DecodeTask } from './types.js';

/** The descriptor under which the host finds the shelf: after standard input, output, errors and the channel. */
export const SHELF_DESCRIPTOR = 4;
/** Begins the reason of what was decoded, but could not be put on the shelf: no picture's fault. */
export const NOT_SHELVED = '\0';

const SLIP_WORDS = 3;

/** In place of a target, tasks in the host have a slip that says where their pixels go: all of one message in one memory. */
export function slipsFor(spots: readonly Spot[]): readonly Pick<DecodeTask, 'target' | 'offset'>[] {
  const words = Float64Array.from(spots.flatMap(({ spot, position, ticket }) => [spot, position, ticket]));
  const target = new SharedArrayBuffer(words.byteLength);
  new Float64Array(target).set(words);
  return spots.map((_, place) => ({ target, offset: place * SLIP_WORDS * Float64Array.BYTES_PER_ELEMENT }));
}

function spotOf({ target, offset }: Pick<DecodeTask, 'target' | 'offset'>): Spot {
  const [spot, position, ticket] = new Float64Array(target, offset, SLIP_WORDS);
  return { spot, position, ticket };
}

/**
 * What a worker of the host does with a task: as `fill`, but the pixels go to the shelf, where it is marked before that the
 * picture was begun, and after, that it was finished.
 */
export function shelved(fill: Fill, shelf = new Shelf(SHELF_DESCRIPTOR)): Fill {
  /** Memory of this thread's for the pictures that it has in work. */
  const memories: SharedArrayBuffer[] = [];
  const put = (pixels: Uint8Array, spot: Spot): string | null => {
    try {
      shelf.put(pixels, spot);
      return null;
    } catch (error) {
      return `${NOT_SHELVED}${reasonOf(error)}`;
    }
  };
  return async (task, mayWrite, isStillIts) => {
    const spot = spotOf(task);
    const bytes = task.size * task.size * 3;
    const kept = memories.pop();
    const target = kept?.byteLength === bytes ? kept : new SharedArrayBuffer(bytes);
    let mine = false;
    shelf.begin(spot);
    try {
      const answer = await fill({ ...task, target, offset: 0 }, () => (mine = mayWrite()), isStillIts);
      const refused = answer.refused === null && mine ? put(new Uint8Array(target), spot) : answer.refused;
      return { ...answer, refused };
    } finally {
      shelf.finish(spot);
      memories.push(target);
    }
  };
}
