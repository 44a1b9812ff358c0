import { Observable } from 'rxjs';
import type { Batch } from './types.js';

/**
 * A source of one batch that is decoded once and kept: it comes again as soon as it is released, for ever. To be met with
 * a source that sets the pace; a subscriber that releases it on the spot would never be let go.
 */
export function repeatBatch(batch: Batch): Observable<Batch> {
  return new Observable((subscriber) => {
    const hand = (): void => {
      let held = true;
      const release = (): void => {
        if (!held) return;
        held = false;
        if (!subscriber.closed) hand();
      };
      subscriber.next({ ...batch, release });
    };
    hand();
  });
}
