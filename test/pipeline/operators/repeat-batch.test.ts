import { firstValueFrom, map, Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { createPipeline, repeatBatch, zipBatches, type Batch } from '../../../src/pipeline/index.js';
import { marbles } from '../marbles.js';
import { contents, optionsFor } from '../fakes.js';

/** The whole set as one batch, as a labelled set is. */
const wholeSet = () => createPipeline(optionsFor(6, { batchSize: 'all', order: 'given' })).from({}, { epoch: 1 });

describe('repeatBatch', () => {
  it('emits the first batch again each time it is released', marbles(({ at, hot, expectObservable }) => {
    const batches: Batch[] = [];
    const [a, b] = [1, 2].map((epoch): Batch => ({ ...empty, epoch }));
    const source = hot('  --a-b--', { a, b });
    const expected = '    --x--x-----x';
    at(5, () => batches[0].release());
    at(8, () => batches[0].release());
    at(11, () => batches[1].release());
    expectObservable(source.pipe(repeatBatch(), map((batch) => (batches.push(batch), batch.epoch)))).toBe(expected, { x: 1 });
  }));

  it('puts the same batch into every step', async () => {
    const whole = await firstValueFrom(wholeSet());
    const pace = new Subject<Batch>();
    const steps: string[] = [];
    const expected = contents(whole);
    const subscription = zipBatches({ labelled: wholeSet().pipe(repeatBatch()), unlabelled: pace }).subscribe((step) => {
      expect(contents(step.labelled)).toEqual(expected);
      steps.push(`${step.labelled.epoch}.${step.unlabelled.batch}`);
      for (const batch of Object.values(step)) {
        batch.release();
        batch.release();
      }
    });
    await new Promise((resolve) => void setTimeout(resolve, 20));
    for (let batch = 0; batch < 3; batch++) pace.next({ ...whole, batch, release: () => undefined });
    expect(steps).toEqual(['0.0', '0.1', '0.2']);
    subscription.unsubscribe();
  });

  it('releases the batch when it is unsubscribed from', () => {
    let released = 0;
    const source = new Subject<Batch>();
    const subscription = source.pipe(repeatBatch()).subscribe();
    source.next({ ...empty, release: () => void released++ });
    expect(source.observed, 'one batch is all it takes').toBe(false);
    expect(released).toBe(0);
    subscription.unsubscribe();
    expect(released).toBe(1);
  });
});

const empty: Batch = {
  epoch: 0, batch: 0, batches: 1, count: 0, pixels: new Uint8Array(), views: [], labels: new Int32Array(), indices: new Int32Array(), release: () => undefined,
};
