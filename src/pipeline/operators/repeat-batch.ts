import { Observable, switchMap, take, type MonoTypeOperatorFunction } from 'rxjs';
import type { Batch } from '../types.js';

/**
 * Emits the source's first batch, and emits it again each time it is released, forever. Zip it with a source that sets the
 * pace: a subscriber that releases at once would never return.
 *
 *     source              --a|
 *     released            -----r---r--
 *     repeatBatch()       --a--a---a--
 */
export function repeatBatch(): MonoTypeOperatorFunction<Batch> {
  return (source) => source.pipe(take(1), switchMap(repeated));
}

const repeated = (batch: Batch): Observable<Batch> =>
  new Observable((subscriber) => {
    const emit = (): void => {
      let held = true;
      const release = (): void => {
        if (!held) return;
        held = false;
        if (!subscriber.closed) emit();
      };
      subscriber.next({ ...batch, release });
    };
    subscriber.add(() => batch.release());
    emit();
  });
