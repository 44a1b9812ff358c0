import { Observable, Subscription } from 'rxjs';
import { errors } from './errors.js';

/** Something that is held until it is released. */
interface Releasable {
  release(): void;
}

/**
 * Values of one source that may wait for another's: far more than the buffers of any pipeline. A source that sends so many has no
 * credits, and would fill the memory.
 */
const MAX_WAITING = 1024;

/**
 * Lockstep: each step takes exactly one value of every source, the n-th of each, whatever comes first. Completes when a
 * source has completed and its last value is taken; what the others sent beyond that is released. What waits here is
 * bounded by the sources' credits: a source that is ahead gets none until its values are released. So each source must have
 * them: send no more than some number of values, at most 1024, before one of those is released. Fails with WorkFailed when one
 * sends more.
 *
 *     left                    a--b-----c--|
 *     right                   --1---2-----3--
 *     meet([left, right])     --x---y-----(z|)  x: [a, 1], y: [b, 2], z: [c, 3]
 *
 * @param sources at least one
 */
export function zipBatches<Value extends Releasable>(sources: readonly Observable<Value>[]): Observable<readonly Value[]> {
  return new Observable((subscriber) => {
    const queues = sources.map(() => ({ waiting: [] as Value[], completed: false }));
    let stepping = false;

    // A step that releases its batches at once may bring the next ones while the loop runs: the loop takes them up.
    const step = (): void => {
      if (stepping) return;
      stepping = true;
      while (!subscriber.closed && queues.every(({ waiting }) => waiting.length > 0)) {
        subscriber.next(queues.flatMap(({ waiting }) => waiting.splice(0, 1)));
      }
      stepping = false;
      if (queues.some(({ waiting, completed }) => completed && waiting.length === 0)) subscriber.complete();
    };

    const subscriptions = new Subscription();
    subscriber.add(() => {
      // First: a source that is still subscribed to might answer a release with its next value.
      subscriptions.unsubscribe();
      for (const { waiting } of queues) for (const value of waiting.splice(0)) value.release();
    });
    for (const [place, queue] of queues.entries()) {
      if (subscriber.closed) return;
      subscriptions.add(
        sources[place].subscribe({
          next: (value) => {
            // A source that sends many in one turn goes on for a while when nobody takes them any more.
            if (subscriber.closed) return;
            queue.waiting.push(value);
            step();
            if (queue.waiting.length > MAX_WAITING) subscriber.error(errors.noCredits(place, MAX_WAITING));
          },
          error: (error: unknown) => subscriber.error(error),
          complete: () => {
            queue.completed = true;
            step();
          },
        }),
      );
    }
  });
}
