import { array, assert, integer, property, record } from 'fast-check';
import { concat, concatMap, delay, map, NEVER, Observable, of, range, take, tap, VirtualTimeScheduler } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { WorkFailed } from '../../../src/config/index.js';
import { giveCredits } from '../../../src/pipeline/operators/credits.js';
import { zipWithIterable } from '../../../src/pipeline/operators/zip-with-iterable.js';
import { zipBatches } from '../../../src/pipeline/index.js';
import { marbles } from '../marbles.js';

/** Named values that record their releases. */
function held(names: string) {
  const released: string[] = [];
  const values = Object.fromEntries([...names].map((name) => [name, { name, release: () => void released.push(name) }]));
  return { values, released };
}
const names = map(({ left, right }: Readonly<Record<string, { readonly name: string }>>) => left.name + right.name);

describe('zipBatches', () => {
  it('emits the n-th value of every source together, and completes with the first source that completes', marbles(({ hot, expectObservable }) => {
    const { values } = held('abc123');
    const left = hot('   a--b-----c--|', values);
    const right = hot('  --1---2-----3--', values);
    const expected = '   --x---y-----(z|)';
    expectObservable(zipBatches({ left, right }).pipe(names)).toBe(expected, { x: 'a1', y: 'b2', z: 'c3' });
  }));

  it('releases the values that were never emitted', marbles(({ hot, expectObservable, expectSubscriptions, flush }) => {
    const { values, released } = held('abc1');
    const left = hot('   (abc)------', values);
    const right = hot('  -----1--|', values);
    const expected = '   -----x--|';
    expectObservable(zipBatches({ left, right }).pipe(names)).toBe(expected, { x: 'a1' });
    expectSubscriptions(left.subscriptions).toBe('^-------!');
    flush();
    expect(released).toEqual(['b', 'c']);
  }));

  it('fails with the first source that fails, and unsubscribes from the others', marbles(({ hot, expectObservable, expectSubscriptions, flush }) => {
    const { values, released } = held('a');
    const left = hot('   a-----', values);
    const right = hot('  ---#', values);
    expectObservable(zipBatches({ left, right }).pipe(names)).toBe('---#');
    expectSubscriptions(left.subscriptions).toBe('^--!');
    flush();
    expect(released).toEqual(['a']);
  }));

  it('emits the values that a source sent before its error', marbles(({ hot, expectObservable, flush }) => {
    const { values, released } = held('abc12');
    const left = hot('   (ab)#----', values);
    const right = hot('  -----12--', values);
    const expected = '   -----x(y#)';
    expectObservable(zipBatches({ left, right }).pipe(names)).toBe(expected, { x: 'a1', y: 'b2' });
    flush();
    expect(released).toEqual([]);
  }));

  it('fails when a source does not wait for its credits, and releases its values', () => {
    let released = 0;
    const flood = range(0, 5000).pipe(map(() => ({ release: () => void released++ })));
    const failed: unknown[] = [];
    zipBatches({ quiet: NEVER, flood }).subscribe({ error: (error: unknown) => failed.push(error) });
    expect(failed).toEqual([new WorkFailed('The source flood of zipBatches sent 1025 batches before one was released. Let it wait for a release before it sends more')]);
    expect(released).toBe(1025);
    const enough = range(0, 1024).pipe(map(() => ({ release: () => undefined })));
    zipBatches({ quiet: NEVER, enough }).subscribe({ error: (error: unknown) => failed.push(error) });
    expect(failed).toHaveLength(1);
  });

  it('keeps sources of any speed in lockstep, none further ahead than its credits', () => {
    const speeds = record({ prefetch: integer({ min: 1, max: 5 }), delays: array(integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 }), count: integer({ min: 0, max: 30 }) });
    assert(property(array(speeds, { minLength: 1, maxLength: 3 }), array(integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 10 }), (shapes, holds) => {
      const time = new VirtualTimeScheduler();
      const [sent, released] = [shapes.map(() => 0), shapes.map(() => 0)];
      const sources = shapes.map(({ prefetch, delays, count }, index) =>
        giveCredits({ prefetch: concat(of(prefetch), NEVER), bytes: 0, credits: Infinity, onTaken: () => undefined }).pipe(
          zipWithIterable(Array.from({ length: count }).keys()),
          concatMap(([buffer, number]) => of({ number, release: () => (released[index]++, buffer.giveBack()) }).pipe(delay(delays[number % delays.length], time))),
          tap(() => expect(++sent[index] - released[index]).toBeLessThanOrEqual(prefetch)),
        ));
      let steps = 0;
      let completed = false;
      zipBatches(Object.fromEntries(sources.map((source, index) => [`source ${index}`, source]))).subscribe({
        next: (step) => {
          expect(Object.values(step).map(({ number }) => number)).toEqual(shapes.map(() => steps));
          time.schedule(() => Object.values(step).forEach(({ release }) => release()), holds[steps++ % holds.length]);
        },
        complete: () => (completed = true),
      });
      time.flush();
      expect(steps).toBe(Math.min(...shapes.map(({ count }) => count)));
      expect(completed).toBe(true);
    }), { numRuns: 40 });
  });

  it('needs no stack per step when each release brings the next values', () => {
    const endless = (): Observable<{ release: () => void }> =>
      new Observable((subscriber) => {
        const emit = (): void => subscriber.next({ release: () => void (subscriber.closed || emit()) });
        emit();
      });
    let steps = 0;
    zipBatches({ left: endless(), right: endless() })
      .pipe(take(100_000))
      .subscribe((step) => {
        steps++;
        for (const value of Object.values(step)) value.release();
      });
    expect(steps).toBe(100_000);
  });
});
