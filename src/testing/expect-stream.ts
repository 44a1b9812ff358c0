import { defer, map, takeWhile, type Observable } from 'rxjs';
import { reasonOf } from '../config/index.js';
import type { Batch, Fixture } from '../pipeline/index.js';
import { differenceBetween, placeOf } from './difference.js';
import { StreamDiffers } from './errors.js';

/**
 * Checks that a stream of batches is the recorded one: batches in order, samples, labels and pixels; not when they came.
 * Releases every batch. Where the recording was stopped, what comes after it is not looked at. Subscribes at once, so that
 * it works in virtual time too.
 *
 *     await expectStream(pipeline.from(), readFixture('test/fixtures/epoch.jsonl'));
 *
 * @returns a promise that rejects with a StreamDiffers, whose message tells the first difference in words
 */
export function expectStream(actual: Observable<Batch>, expected: Fixture): Promise<void> {
  const { batches, end } = expected;
  let next = 0;
  const dueNow = (): string => (next < batches.length ? `${placeOf(batches[next])} was recorded` : `the end was recorded (${end.outcome})`);
  const compare = (batch: Batch): void => {
    if (next === batches.length) throw new StreamDiffers(`${placeOf(batch)} came where ${dueNow()}`, placeOf(batch), end.outcome);
    const found = differenceBetween(batch, batches[next], expected);
    if (found !== null) throw new StreamDiffers(found.message, found.actual, found.expected);
    next++;
    // Not before: the next batch may come while this call lasts.
    batch.release();
  };
  const isEnough = (): boolean => end.outcome === 'stopped' && next === batches.length;
  const checked = defer(() => actual.pipe(map(compare), takeWhile(() => !isEnough())));

  const judgeEnd = (outcome: 'complete' | 'failed', reason: string): StreamDiffers | null => {
    const words = outcome === 'failed' ? `the stream failed (${reason})` : 'the stream ended';
    if (next < batches.length || (outcome === 'failed') !== (end.outcome === 'failed')) return new StreamDiffers(`${words} where ${dueNow()}`, outcome, dueNow());
    return reason === end.message ? null : new StreamDiffers(`${words} where another reason was recorded (${end.message})`, reason, end.message);
  };
  return new Promise((resolve, reject) => {
    const settle = (fault: StreamDiffers | null): void => (fault === null ? resolve() : reject(fault));
    checked.subscribe({
      error: (error: unknown) => settle(error instanceof StreamDiffers ? error : judgeEnd('failed', reasonOf(error))),
      complete: () => settle(judgeEnd('complete', '')),
    });
  });
}
