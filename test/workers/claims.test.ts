import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Claims } from '../../src/workers/pool/task-states.js';

const answer = { refused: null, from: 'file', readMs: 1.25, decodeMs: 0.5 } as const;

describe('claims', () => {
  it('are a worker\'s from begun to answered, and the answer is what it gave', () => {
    const claims = Claims.for(3);
    expect(claims.begin(1, 7)).toBe(true);
    expect(claims.begin(1, 8), 'another comes too late').toBe(false);
    expect(claims.workerOf(1)).toBe(7);
    expect(claims.mayWrite(1, 8)).toBe(false);
    expect(claims.mayWrite(1, 7)).toBe(true);
    expect(claims.answerOf(1)).toBeNull();
    claims.answer(1, answer);
    expect(claims.answerOf(1)).toEqual(answer);
    expect(claims.workerOf(1)).toBeNull();
    expect([0, 2].map((place) => claims.isWaiting(place)), 'the others are as they were').toEqual([true, true]);
  });

  it('carry any reason, cut to what there is room for', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (refused) => {
      const claims = Claims.for(2);
      claims.begin(0, 1);
      claims.answer(0, { ...answer, refused });
      claims.begin(1, 1);
      claims.answer(1, { ...answer, from: 'cache' });
      const told = claims.answerOf(0)?.refused ?? 'none';
      expect(Buffer.from(refused).subarray(0, Buffer.byteLength(told)).toString()).toBe(told);
      expect(Buffer.byteLength(told)).toBeGreaterThan(Math.min(Buffer.byteLength(refused), 480) - 4);
      expect(claims.answerOf(1)).toEqual({ ...answer, from: 'cache' });
    }));
  });

  it('taken back before they are begun are begun by nobody', () => {
    const claims = Claims.for(1);
    expect(claims.takeBack(0)).toBe(true);
    expect(claims.isWithdrawn(0)).toBe(true);
    expect(claims.begin(0, 1)).toBe(false);
  });

  it('taken back while in work are not written to, and stay the worker\'s until it answers', () => {
    const claims = Claims.for(1);
    claims.begin(0, 5);
    expect(claims.withdraw(0)).toBe(false);
    expect(claims.takeBack(0)).toBe(true);
    expect(claims.takeBack(0)).toBe(true);
    expect(claims.mayWrite(0, 5)).toBe(false);
    expect(claims.workerOf(0)).toBe(5);
    claims.answer(0, answer);
    expect(claims.workerOf(0)).toBeNull();
  });

  it('cannot be taken back while pixels are copied, and harmlessly afterwards', () => {
    const claims = Claims.for(1);
    claims.begin(0, 5);
    claims.mayWrite(0, 5);
    expect(claims.takeBack(0)).toBe(false);
    claims.answer(0, answer);
    expect(claims.takeBack(0)).toBe(true);
    expect(claims.answerOf(0)).toEqual(answer);
  });
});

describe('claims of what takes far too long', () => {
  it('can be taken from a worker that is still writing: it is told so, and keeps nothing', () => {
    const claims = Claims.for(1);
    claims.begin(0, 5);
    expect(claims.isStillIts(0, 5), 'it was not let write yet').toBe(false);
    claims.mayWrite(0, 5);
    expect(claims.isStillIts(0, 5)).toBe(true);
    expect(claims.isStillIts(0, 6)).toBe(false);
    claims.abandon(0);
    expect(claims.isStillIts(0, 5)).toBe(false);
    expect(claims.workerOf(0), 'it is at it all the same').toBe(5);
    claims.answer(0, answer);
    expect(claims.answerOf(0)).toEqual(answer);
  });

  it('tell who ended by itself', () => {
    const claims = Claims.for(4);
    for (const [place, worker] of [[0, 5], [1, 6], [2, 5]]) claims.begin(place, worker);
    claims.answer(2, answer);
    claims.leave(5);
    expect([0, 1, 2, 3].map((place) => claims.wasLeft(place))).toEqual([true, false, false, false]);
    expect(claims.workerOf(0)).toBe(5);
    expect(claims.takeBack(0)).toBe(true);
  });

  it('carry whose fault it was', () => {
    const claims = Claims.for(1);
    claims.begin(0, 5);
    claims.answer(0, { ...answer, refused: 'it is not there', systemError: true });
    expect(claims.answerOf(0)).toEqual({ ...answer, refused: 'it is not there', systemError: true });
  });
});

/** Everything that the two sides may do, in any order: at no time do both believe that the target is theirs. */
describe('whatever two workers and the main thread do in any order', () => {
  it('a target has one owner', () => {
    const steps = fc.array(fc.constantFrom('begin 1', 'begin 2', 'write', 'answer', 'take back', 'withdraw'), { maxLength: 30 });
    fc.assert(fc.property(steps, (order) => {
      const claims = Claims.for(1);
      let worker = 0;
      let writes = false;
      let free = false;
      for (const step of order) {
        if (step === 'begin 1' || step === 'begin 2') {
          if (claims.begin(0, Number(step.slice(6)))) {
            expect(worker, 'begun once').toBe(0);
            expect(free).toBe(false);
            worker = Number(step.slice(6));
          }
        } else if (step === 'write' && worker > 0 && claims.mayWrite(0, worker)) {
          expect(free, 'not after it was let go').toBe(false);
          writes = true;
        } else if (step === 'answer' && worker > 0 && claims.workerOf(0) === worker) {
          claims.answer(0, answer);
          writes = false;
        } else if (step === 'take back' && claims.takeBack(0)) {
          expect(writes, 'not while it is written').toBe(false);
          free = true;
        } else if (step === 'withdraw' && claims.withdraw(0)) {
          expect(worker).toBe(0);
          free = true;
        }
      }
    }), { numRuns: 2000 });
  });
});
