/**
 * Tests an RxJS operator of your own with a recorded stream. The operator gives the pictures of each half second. The recording
 * is of a slow disk; it comes with whisker and takes 2.2 seconds, which the test's virtual time makes milliseconds.
 *
 *   npm install whisker-ml rxjs vitest
 *   npx vitest run own-operator.test.ts
 */
import { bufferTime, map, pipe, tap, type OperatorFunction } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { expect, it } from 'vitest';
import type { Batch } from 'whisker-ml/pipeline';
import { bundledFixture, replayBatches } from 'whisker-ml/testing';

/** Releases each batch, and emits how many pictures came in each period of `ms`. */
const picturesPer = (ms: number): OperatorFunction<Batch, number> =>
  pipe(
    tap(({ release }) => release()),
    bufferTime(ms),
    map((batches) => batches.reduce((sum, { count }) => sum + count, 0)),
  );

it('shows where the disk was slow', () => {
  const time = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
  time.run(({ flush }) => {
    const counts: number[] = [];
    replayBatches(bundledFixture('slow-disk')).pipe(picturesPer(500)).subscribe((count) => counts.push(count));
    flush();
    expect(counts).toEqual([56, 0, 56, 24, 24]);
  });
});
