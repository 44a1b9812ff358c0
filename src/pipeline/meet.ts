import { Observable } from 'rxjs';

/** Something that is held until it is released. */
interface Held {
  release(): void;
}

/**
 * Lockstep: each step takes exactly one value of every source, the n-th of each, whatever comes first. Completes when a
 * source has completed and its last value is taken; what the others sent beyond that is released. What waits here is
 * bounded by the sources' credits: a source that is ahead gets none until its values are released.
 *
 *     left                    a--b-----c--|
 *     right                   --1---2-----3--
 *     meet([left, right])     --x---y-----(z|)  x: [a, 1], y: [b, 2], z: [c, 3]
 *
 * @param sources at least one
 */
export function meet<Value extends Held>(sources: readonly Observable<Value>[]): Observable<readonly Value[]> {
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

    subscriber.add(() => {
      for (const { waiting } of queues) for (const value of waiting.splice(0)) value.release();
    });
    for (const [place, queue] of queues.entries()) {
      subscriber.add(
        sources[place].subscribe({
          next: (value) => {
            queue.waiting.push(value);
            step();
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
