import { defer, map, takeWhile, type Observable } from 'rxjs';
import { reasonOf } from '../config/index.js';
import { positionInWords, type Batch, type Fixture } from '../pipeline/index.js';
import { differenceBetween } from './difference.js';
import { StreamDiffers } from './stream-differs.js';

/**
 * Checks that a stream of batches equals the recorded one: the order of the batches, their samples, labels and pixels, but not
 * their times. Releases every batch. When the recording was stopped, it checks no further. Subscribes at once, so it works in
 * virtual time, too.
 *
 *     await expectStream(pipeline.from(), readFixture('test/fixtures/epoch.jsonl'));
 *
 * @returns a promise that rejects with a StreamDiffers, whose message describes the first difference
 */
export function expectStream(actual: Observable<Batch>, expected: Fixture): Promise<void> {
  const { batches, end } = expected;
  let next = 0;
  const expectedNext = (): string => (next < batches.length ? `${positionInWords(batches[next])} was recorded` : `the end was recorded (${end.outcome})`);
  const compare = (batch: Batch): void => {
    if (next === batches.length) throw new StreamDiffers(`${positionInWords(batch)} came where ${expectedNext()}`, positionInWords(batch), end.outcome);
    const found = differenceBetween(batch, batches[next], expected);
    if (found !== null) throw new StreamDiffers(found.message, found.actual, found.expected);
    next++;
    // Last, because the next batch can come during this call.
    batch.release();
  };
  const isEnough = (): boolean => end.outcome === 'stopped' && next === batches.length;
  const checked = defer(() => actual.pipe(map(compare), takeWhile(() => !isEnough())));

  const compareEnd = (outcome: 'complete' | 'failed', reason: string): StreamDiffers | null => {
    const found = outcome === 'failed' ? `the stream failed (${reason})` : 'the stream ended';
    if (next < batches.length || (outcome === 'failed') !== (end.outcome === 'failed')) return new StreamDiffers(`${found} where ${expectedNext()}`, outcome, expectedNext());
    return reason === end.message ? null : new StreamDiffers(`${found} where another reason was recorded (${end.message})`, reason, end.message);
  };
  return new Promise((resolve, reject) => {
    const settle = (difference: StreamDiffers | null): void => (difference === null ? resolve() : reject(difference));
    checked.subscribe({
      error: (error: unknown) => settle(error instanceof StreamDiffers ? error : compareEnd('failed', reasonOf(error))),
      complete: () => settle(compareEnd('complete', '')),
    });
  });
}
