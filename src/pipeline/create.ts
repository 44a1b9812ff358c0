import { filter, map, Observable, take } from 'rxjs';
import { giveCredits } from './credits.js';
import { fillPlace, type DecodeStage, type Tally } from './decode.js';
import { Errors } from './errors.js';
import { Filling } from './filling.js';
import { inLanes } from './in-lanes.js';
import { inSequence } from './in-sequence.js';
import { checkOptions } from './options.js';
import { createPlan } from './plan.js';
import { Quarantine } from './quarantine.js';
import { RamCache } from './ram-cache.js';
import { BadShare, type TooManyBad } from './share.js';
import type { Batch, Pipeline, PipelineOptions } from './types.js';
import { untilAborted } from './until-aborted.js';
import { withNext } from './with-next.js';

/**
 * A stream of batches of pictures from disk: ordered by (seed, epoch, position), decoded by the pool, bounded by credits.
 * @throws WrongCommand when an option is not as it must be, or the cache would not fit into memory
 */
export function createPipeline(options: PipelineOptions): Pipeline {
  checkOptions(options);
  const { samples, size, slots, lanes, pool, maxBad, order } = options;
  const plan = createPlan({ ...options, total: samples.length });
  const pictureBytes = size * size * 3;
  const tally: Tally = { decoded: 0, fromCache: 0, slotsTaken: 0 };
  const quarantine = new Quarantine(options);
  const cache = options.cache === 'ram' ? new RamCache(samples.length, pictureBytes) : null;
  const stage: DecodeStage = { options, quarantine, cache, tally };

  const stream = (first: number, last: number, signal: AbortSignal): Observable<Batch> => {
    const share = new BadShare(samples.length, maxBad, order === 'shuffled', quarantine.known);
    const taken = (change: number): void => void (tally.slotsTaken += change);
    return giveCredits({ slots, bytes: plan.batchSize * pictureBytes, credits: last - first, taken }).pipe(
      withNext(plan.between(first, last)),
      map(([slot, batch]) => new Filling(slot, batch, pictureBytes).places()),
      inLanes(lanes, ({ filling, place }) => fillPlace(stage, filling, place, signal)),
      filter((filling) => filling.whole),
      inSequence((filling) => filling.plan.sequence),
      map((filling) => {
        judge(filling, share, quarantine);
        return filling.toBatch(samples, plan.batches);
      }),
      take(last - first),
    );
  };

  return {
    batches: plan.batches,
    from: (start, end) => {
      const first = plan.batchesBefore(start);
      const last = end === undefined ? Infinity : plan.batchesBefore(end);
      return new Observable<Batch>((subscriber) => {
        const stopped = new AbortController();
        subscriber.add(() => stopped.abort());
        stream(first, last, stopped.signal).subscribe(subscriber);
      }).pipe(untilAborted(options.signal));
    },
    state: () => ({ ...tally, quarantined: quarantine.found, slots, lanes, workers: pool.workers }),
  };
}

/** @throws WorkFailed when this batch shows that too many samples are bad */
function judge(filling: Filling, share: BadShare, quarantine: Quarantine): void {
  for (const { bad, filled } of filling.met) {
    const distinct = new Set(bad).size;
    if (distinct === share.total) throw Errors.allBad(share.total, quarantine.all());
    share.meet(bad);
    const row: TooManyBad = { count: distinct, of: distinct, words: `${distinct} pictures in a row` };
    const tooMany = share.exceeded() ?? (filled ? null : row);
    if (tooMany !== null) throw Errors.tooManyBad(tooMany, share.limit, quarantine.all());
  }
}
