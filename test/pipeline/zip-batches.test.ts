import { array, assert, integer, property, record } from 'fast-check';
import { concat, concatMap, delay, map, NEVER, Observable, of, range, Subject, take, tap, VirtualTimeScheduler } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { WorkFailed } from '../../src/config/index.js';
import { giveCredits } from '../../src/pipeline/credits.js';
import { zipWithIterable } from '../../src/pipeline/zip-with-iterable.js';
import { createPipeline, repeatBatch, zipBatches, type Batch } from '../../src/pipeline/index.js';
import { marbles } from './marbles.js';
import { contents, optionsFor } from './fakes.js';

/** Values with names that note who released them. */
function held(names: string) {
  const released: string[] = [];
  const values = Object.fromEntries([...names].map((name) => [name, { name, release: () => void released.push(name) }]));
  return { values, released };
}
const names = map((step: readonly { readonly name: string }[]) => step.map(({ name }) => name).join(''));

describe('meet', () => {
  it('takes exactly one of every source a step, the n-th of each, and ends with the first that ends', marbles(({ hot, expectObservable }) => {
    const { values } = held('abc123');
    const left = hot('   a--b-----c--|', values);
    const right = hot('  --1---2-----3--', values);
    const expected = '   --x---y-----(z|)';
    expectObservable(zipBatches([left, right]).pipe(names)).toBe(expected, { x: 'a1', y: 'b2', z: 'c3' });
  }));

  it('releases what met nothing', marbles(({ hot, expectObservable, expectSubscriptions, flush }) => {
    const { values, released } = held('abc1');
    const left = hot('   (abc)------', values);
    const right = hot('  -----1--|', values);
    const expected = '   -----x--|';
    expectObservable(zipBatches([left, right]).pipe(names)).toBe(expected, { x: 'a1' });
    expectSubscriptions(left.subscriptions).toBe('^-------!');
    flush();
    expect(released).toEqual(['b', 'c']);
  }));

  it('fails with the first that fails, and lets go of the others', marbles(({ hot, expectObservable, expectSubscriptions, flush }) => {
    const { values, released } = held('a');
    const left = hot('   a-----', values);
    const right = hot('  ---#', values);
    expectObservable(zipBatches([left, right]).pipe(names)).toBe('---#');
    expectSubscriptions(left.subscriptions).toBe('^--!');
    flush();
    expect(released).toEqual(['a']);
  }));

  it('fails when a source sends on and on without waiting for its credits, and releases what waits', () => {
    let released = 0;
    const flood = range(0, 5000).pipe(map(() => ({ release: () => void released++ })));
    const failed: unknown[] = [];
    zipBatches([NEVER, flood]).subscribe({ error: (error: unknown) => failed.push(error) });
    expect(failed).toEqual([new WorkFailed('Source 1 of those that meet sent 1025 values of which none was released: it waits for no credits. Let it send the next when one is released')]);
    expect(released).toBe(1025);
    const enough = range(0, 1024).pipe(map(() => ({ release: () => undefined })));
    zipBatches([NEVER, enough]).subscribe({ error: (error: unknown) => failed.push(error) });
    expect(failed).toHaveLength(1);
  });

  it('takes the n-th of each whatever their speeds, and no source is further ahead than its credits', () => {
    const speeds = record({ prefetch: integer({ min: 1, max: 5 }), delays: array(integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 }), count: integer({ min: 0, max: 30 }) });
    assert(property(array(speeds, { minLength: 1, maxLength: 3 }), array(integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 10 }), (shapes, holds) => {
      const time = new VirtualTimeScheduler();
      const [sent, released] = [shapes.map(() => 0), shapes.map(() => 0)];
      const sources = shapes.map(({ prefetch, delays, count }, place) =>
        giveCredits({ prefetch: concat(of(prefetch), NEVER), bytes: 0, credits: Infinity, taken: () => undefined }).pipe(
          zipWithIterable(Array.from({ length: count }).keys()),
          concatMap(([buffer, number]) => of({ number, release: () => (released[place]++, buffer.giveBack()) }).pipe(delay(delays[number % delays.length], time))),
          tap(() => expect(++sent[place] - released[place]).toBeLessThanOrEqual(prefetch)),
        ));
      let steps = 0;
      let completed = false;
      zipBatches(sources).subscribe({
        next: (step) => {
          expect(step.map(({ number }) => number)).toEqual(shapes.map(() => steps));
          time.schedule(() => step.forEach(({ release }) => release()), holds[steps++ % holds.length]);
        },
        complete: () => (completed = true),
      });
      time.flush();
      expect(steps).toBe(Math.min(...shapes.map(({ count }) => count)));
      expect(completed).toBe(true);
    }), { numRuns: 40 });
  });

  it('goes on when a step\'s release brings the next values, without going deep', () => {
    const ping = (): Observable<{ release: () => void }> =>
      new Observable((subscriber) => {
        const hand = (): void => subscriber.next({ release: () => void (subscriber.closed || hand()) });
        hand();
      });
    let steps = 0;
    zipBatches([ping(), ping()])
      .pipe(take(100_000))
      .subscribe((step) => {
        steps++;
        for (const value of step) value.release();
      });
    expect(steps).toBe(100_000);
  });
});

describe('kept', () => {
  it('is the same batch in every step, handed out again when it is released', async () => {
    const whole = await new Promise<Batch>((resolve) => void createPipeline(optionsFor(6, { batchSize: 6 })).from({ epoch: 0, batch: 0 }).pipe(take(1)).subscribe(resolve));
    const pace = new Subject<Batch>();
    const steps: string[] = [];
    const subscription = zipBatches([repeatBatch(whole), pace]).subscribe((step) => {
      expect(contents(step[0])).toEqual(contents(whole));
      steps.push(`${step[0].epoch}.${step[1].batch}`);
      for (const batch of step) {
        batch.release();
        batch.release();
      }
    });
    for (let batch = 0; batch < 3; batch++) pace.next({ ...whole, batch, release: () => undefined });
    expect(steps).toEqual(['0.0', '0.1', '0.2']);
    subscription.unsubscribe();
  });
});
