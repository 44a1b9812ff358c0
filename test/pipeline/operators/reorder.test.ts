import { assert, infiniteStream, integer, nat, property } from 'fast-check';
import { concat, NEVER, of, Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { giveCredits, type BatchBuffer } from '../../../src/pipeline/operators/credits.js';
import { reorder } from '../../../src/pipeline/operators/reorder.js';
import { zipWithIterable } from '../../../src/pipeline/operators/zip-with-iterable.js';
import { marbles } from '../marbles.js';

/** A number that never changes. */
const fixed = (value: number) => concat(of(value), NEVER);

describe('reorder', () => {
  it('holds early values', marbles(({ hot, expectObservable }) => {
    const source = hot('  1--0---3--2---|');
    const expected = '    ---(01)---(23)|';
    expectObservable(source.pipe(reorder(Number))).toBe(expected);
  }));

  it('keeps the order when emitting a value brings the next', () => {
    const seen: number[] = [];
    const values = [0, 2, 1, 4, 3, 5];
    const source = giveCredits({ prefetch: of(1), bytes: 0, credits: values.length, onTaken: () => undefined }).pipe(zipWithIterable(values), reorder(([, value]) => value));
    source.subscribe(([buffer, value]) => {
      seen.push(value);
      buffer.giveBack();
    });
    expect(seen).toEqual([0]);
    const ahead = giveCredits({ prefetch: of(2), bytes: 0, credits: values.length, onTaken: () => undefined }).pipe(zipWithIterable(values), reorder(([, value]) => value));
    seen.length = 0;
    ahead.subscribe(([buffer, value]) => {
      seen.push(value);
      buffer.giveBack();
    });
    expect(seen).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('holds fewer values than there are credits, in whatever order work ends', () => {
    assert(
      property(integer({ min: 1, max: 6 }), infiniteStream(nat()), (prefetch, choices) => {
        const CREDITS = 60;
        const atWork: (readonly [BatchBuffer, number])[] = [];
        const ended = new Subject<readonly [BatchBuffer, number]>();
        let arrived = 0;
        let emitted = 0;
        const work = giveCredits({ prefetch: fixed(prefetch), bytes: 0, credits: CREDITS, onTaken: () => undefined }).pipe(zipWithIterable(Array.from({ length: CREDITS }).keys()));
        ended.pipe(reorder(([, number]) => number)).subscribe(([buffer, number]) => {
          expect(number).toBe(emitted++);
          buffer.giveBack();
        });
        work.subscribe((item) => atWork.push(item));
        while (atWork.length > 0) {
          const [item] = atWork.splice((choices.next().value ?? 0) % atWork.length, 1);
          arrived++;
          ended.next(item);
          expect(arrived - emitted).toBeLessThan(prefetch);
        }
        expect(emitted).toBe(CREDITS);
      }),
    );
  });
});
