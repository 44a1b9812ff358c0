import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TaskStates } from '../../src/workers/pool/task-states.js';

const answer = { refused: null, from: 'file', readMs: 1.25, decodeMs: 0.5 } as const;
const nothing = (): void => undefined;

describe('the states of a batch', () => {
  it('show a task as waiting, busy and done, with the worker\'s answer', () => {
    const states = TaskStates.for(3);
    expect(states.thread).toBeNull();
    states.runIn(7);
    expect(states.thread).toBe(7);
    expect(states.begin(1)).toBe(true);
    expect(states.begin(1), 'a task is begun once').toBe(false);
    expect([states.isWaiting(1), states.isBusy(1), states.answerOf(1)]).toEqual([false, true, null]);
    let copied = 0;
    expect(states.write(1, () => copied++)).toBe(true);
    expect(copied).toBe(1);
    expect(states.isBusy(1), 'it may still write the cache').toBe(true);
    states.answer(1, answer);
    expect(states.answerOf(1)).toEqual(answer);
    expect(states.isBusy(1)).toBe(false);
    expect([0, 2].map((index) => states.isWaiting(index)), 'the others are as they were').toEqual([true, true]);
  });

  it('hold any refusal, cut to the room that there is', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (refused) => {
      const states = TaskStates.for(2);
      states.answer(0, { ...answer, refused });
      states.answer(1, { ...answer, from: 'cache' });
      const read = states.answerOf(0)?.refused ?? 'none';
      expect(Buffer.from(refused).subarray(0, Buffer.byteLength(read)).toString()).toBe(read);
      expect(Buffer.byteLength(read)).toBeGreaterThan(Math.min(Buffer.byteLength(refused), 480) - 4);
      expect(states.answerOf(1)).toEqual({ ...answer, from: 'cache' });
    }));
  });

  it('say whether a refusal is a system error', () => {
    const states = TaskStates.for(1);
    states.begin(0);
    states.answer(0, { ...answer, refused: 'it is not there', systemError: true });
    expect(states.answerOf(0)).toEqual({ ...answer, refused: 'it is not there', systemError: true });
  });

  it('say whether the worker has exited by itself', () => {
    const states = TaskStates.for(1);
    expect(states.exited).toBe(false);
    states.exit();
    expect(states.exited).toBe(true);
  });
});

describe('a cancelled task', () => {
  it('is not begun', () => {
    const states = TaskStates.for(1);
    states.cancel(0);
    expect(states.begin(0)).toBe(false);
    expect([states.isWaiting(0), states.isBusy(0)]).toEqual([false, false]);
  });

  it('is not written when a worker is busy with it, and stays busy until the worker answers', () => {
    const states = TaskStates.for(1);
    states.begin(0);
    states.cancel(0);
    states.cancel(0);
    expect(states.write(0, () => expect.unreachable())).toBe(false);
    expect(states.isBusy(0)).toBe(true);
    states.answer(0, answer);
    expect(states.isBusy(0)).toBe(false);
  });

  it('keeps its answer when it is done', () => {
    const states = TaskStates.for(1);
    states.begin(0);
    states.write(0, nothing);
    states.answer(0, answer);
    states.cancel(0);
    expect(states.answerOf(0)).toEqual(answer);
  });

  it('is taken from a worker that neither copies on nor ends', () => {
    const states = TaskStates.for(1);
    states.begin(0);
    states.write(0, () => states.cancel(0));
    expect(states.isBusy(0)).toBe(true);
    states.answer(0, answer);
    expect(states.answerOf(0)).toEqual(answer);
  });
});

describe('whatever two workers and the main thread do, in any order', () => {
  it('a target has one owner', () => {
    const steps = fc.array(fc.constantFrom('begin', 'write', 'answer', 'cancel'), { maxLength: 30 });
    fc.assert(fc.property(steps, (order) => {
      const states = TaskStates.for(1);
      let begun = false;
      let cancelled = false;
      for (const step of order) {
        if (step === 'begin' && states.begin(0)) {
          expect([begun, cancelled], 'begun once, and not after it was cancelled').toEqual([false, false]);
          begun = true;
        } else if (step === 'write' && begun) {
          states.write(0, () => expect(cancelled, 'not written after it was cancelled').toBe(false));
        } else if (step === 'answer' && begun) states.answer(0, answer);
        else if (step === 'cancel') {
          states.cancel(0);
          cancelled = true;
        }
      }
    }), { numRuns: 2000 });
  });
});
