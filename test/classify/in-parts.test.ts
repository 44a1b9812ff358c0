import { describe, expect, it } from 'vitest';
import { inParts } from '../../src/classify/in-parts.js';

const collect = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};

describe('work in parts', () => {
  it('yields the results in order, from any iterable, and tells each part its place', async () => {
    const parts: unknown[] = [];
    const work = async (part: readonly number[], first: number) => (parts.push([first, ...part]), part.map((item) => item * 10));
    expect(await collect(inParts([1, 2, 3, 4, 5], 2, work, undefined))).toEqual([10, 20, 30, 40, 50]);
    expect(parts).toEqual([[0, 1, 2], [2, 3, 4], [4, 5]]);
    async function* later() {
      yield 1;
      yield 2;
    }
    expect(await collect(inParts(later(), 2, work, undefined))).toEqual([10, 20]);
    expect(await collect(inParts(new Set<number>(), 2, work, undefined))).toEqual([]);
  });

  it('takes items for two parts, and no more until the first is done', async () => {
    let taken = 0;
    function* endless() {
      for (;;) yield taken++;
    }
    const finish: (() => void)[] = [];
    const results = inParts(endless(), 3, (part) => new Promise<readonly number[]>((resolve) => finish.push(() => resolve(part))), undefined);
    const first = results.next();
    await new Promise(setImmediate);
    expect({ taken, begun: finish.length }).toEqual({ taken: 6, begun: 2 });
    finish[0]();
    expect(await first).toEqual({ value: 0, done: false });
    expect(taken).toBe(6);
    await results.return();
  });

  it('aborts what is under way when the caller leaves, when a part fails, and with the signal, whose reason it throws', async () => {
    const never = (aborted: () => void) => (_part: readonly number[], first: number, signal: AbortSignal) => new Promise<readonly number[]>((resolve, reject) => {
      signal.addEventListener('abort', () => (aborted(), reject(signal.reason)));
      if (first === 0) resolve([1]);
    });
    let aborted = 0;
    for await (const _ of inParts([1, 2], 1, never(() => aborted++), undefined)) break;
    expect(aborted).toBe(2);

    const failing = (_part: readonly number[], first: number, signal: AbortSignal) =>
      first === 0 ? Promise.reject(new Error('broken')) : new Promise<readonly number[]>(() => signal.addEventListener('abort', () => aborted++));
    await expect(collect(inParts([1, 2], 1, failing, undefined))).rejects.toThrow('broken');
    expect(aborted).toBe(3);

    const stop = new AbortController();
    const results = collect(inParts([1, 2], 1, never(() => aborted++), stop.signal));
    setImmediate(() => stop.abort('enough'));
    await expect(results).rejects.toBe('enough');
    await expect(collect(inParts([1], 1, () => expect.unreachable(), AbortSignal.abort('before')))).rejects.toBe('before');
  });
});
