import { Observable, Subscription } from 'rxjs';
import { errors } from '../errors.js';
import type { Batch } from '../types.js';

/** What one source has sent and the others have not. */
interface Queue<Value> {
  readonly waiting: Value[];
  /** How the source ended, if it has. */
  end: { readonly kind: 'complete' } | { readonly kind: 'error'; readonly thrown: unknown } | null;
}

/** Values of one source that may wait for the others: far more than any pipeline has buffers. */
const MAX_WAITING = 1024;

/**
 * Zips named sources: emits the n-th value of each, together. Completes when one source has completed and its last value is
 * emitted, and releases what the others sent beyond that. Fails with a source's error in the same way, after the last
 * value that the source sent before it.
 *
 * A source must send at most 1024 values before one of them is released, as a pipeline's credits ensure. Fails with WorkFailed
 * when a source sends more, because it would fill the memory.
 *
 *     a                       a--b-----c--|
 *     b                       --1---2-----3--
 *     zipBatches({ a, b })    --x---y-----(z|)  x: { a: a, b: 1 }, y: { a: b, b: 2 }, z: { a: c, b: 3 }
 *
 * @param sources at least one
 */
export function zipBatches<Value extends Pick<Batch, 'release'>>(sources: Readonly<Record<string, Observable<Value>>>): Observable<Readonly<Record<string, Value>>> {
  return new Observable((subscriber) => {
    const queues = Object.entries(sources).map(([name, source]): Queue<Value> & { readonly name: string; readonly source: Observable<Value> } => ({ name, source, waiting: [], end: null }));
    let emitting = false;

    // A subscriber that releases its batches at once can bring the next ones while this loop runs: the loop emits them.
    const emit = (): void => {
      if (emitting) return;
      emitting = true;
      while (!subscriber.closed && queues.every(({ waiting }) => waiting.length > 0)) {
        subscriber.next(Object.fromEntries(queues.flatMap(({ name, waiting }) => waiting.splice(0, 1).map((value) => [name, value]))));
      }
      emitting = false;
      const end = queues.find(({ waiting, end }) => end !== null && waiting.length === 0)?.end;
      if (end?.kind === 'error') subscriber.error(end.thrown);
      else if (end?.kind === 'complete') subscriber.complete();
    };

    const subscriptions = new Subscription();
    subscriber.add(() => {
      // Unsubscribe before the release: a source answers a release with its next value.
      subscriptions.unsubscribe();
      for (const { waiting } of queues) for (const value of waiting.splice(0)) value.release();
    });
    for (const queue of queues) {
      if (subscriber.closed) return;
      subscriptions.add(
        queue.source.subscribe({
          next: (value) => {
            // A source that sends many values in one turn goes on for a while after the end.
            if (subscriber.closed) return;
            queue.waiting.push(value);
            emit();
            if (queue.waiting.length > MAX_WAITING) subscriber.error(errors.noCredits(queue.name, MAX_WAITING));
          },
          error: (thrown: unknown) => {
            queue.end = { kind: 'error', thrown };
            emit();
          },
          complete: () => {
            queue.end = { kind: 'complete' };
            emit();
          },
        }),
      );
    }
  });
}
