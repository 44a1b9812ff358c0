import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Batcher, type Answer, type ReadyPicture } from '../../src/classify/batcher.js';

interface Faked {
  readonly batcher: Batcher;
  /** The names of the pictures in decode, in the order in which they began. */
  readonly begun: string[];
  /** The pictures of each pass. */
  readonly passes: string[][];
  /** Most pictures that were in decode, or decoded and not in a pass yet. */
  most: number;
  /** Ends decoding a picture. */
  end(name: string, result?: string | null | Error): Promise<void>;
  /** Ends the pass under way. */
  endPass(error?: Error): Promise<void>;
}

/** A batcher whose pictures are a byte, and whose decoding and passes the test ends. Logits are twice the picture's number. */
function fake({ batch = 4, concurrency = 8, hold = false }: { readonly batch?: number; readonly concurrency?: number; readonly hold?: boolean } = {}): Faked {
  const decoding = new Map<string, (result: string | null | Error) => void>();
  let pass: (error?: Error) => void = () => undefined;
  let held = 0;
  const faked: Faked = {
    begun: [], passes: [], most: 0,
    async end(name, result = null) {
      decoding.get(name)?.(result);
      await wait();
    },
    async endPass(error) {
      pass(error);
      await wait();
    },
    batcher: new Batcher({
      batch, concurrency, pictureBytes: 1,
      decode: ({ name }, { target, offset }, signal) => new Promise((resolve, reject) => {
        faked.begun.push(name);
        faked.most = Math.max(faked.most, ++held);
        signal?.addEventListener('abort', () => reject(signal.reason));
        decoding.set(name, (result) => {
          if (result instanceof Error) return reject(result);
          new Uint8Array(target)[offset] = Number(name);
          resolve(result);
        });
      }),
      predict: (pixels) => new Promise((resolve, reject) => {
        held -= pixels.length;
        faked.passes.push([...pixels].map(String));
        pass = (error) => (error === undefined ? resolve(Float32Array.from(pixels, (value) => value * 2)) : reject(error));
        if (!hold) pass();
      }),
    }),
  };
  return faked;
}

const pictures = (...names: readonly number[]): ReadyPicture[] => names.map((name) => ({ name: String(name), content: { path: String(name) } }));
const plain = (answers: readonly Answer[]): (string | number)[] => answers.map((answer) => (typeof answer === 'string' ? answer : answer[0]));

describe('passes', () => {
  it('are of what comes together', async () => {
    const { batcher, passes, end } = fake();
    const runs = [1, 2, 3].map((name) => batcher.run(pictures(name), undefined));
    // At the same moment: a busy machine takes longer between two than a pass waits for another one.
    await Promise.all(['3', '1', '2'].map((name) => end(name)));
    expect((await Promise.all(runs)).map(plain)).toEqual([[2], [4], [6]]);
    expect(passes).toEqual([['3', '1', '2']]);
  });

  it('do not wait for what comes later, and not long for a slow picture', async () => {
    const { batcher, passes, end } = fake();
    const alone = batcher.run(pictures(1), undefined);
    await end('1');
    expect(plain(await alone)).toEqual([2]);
    const [quick, slow] = [batcher.run(pictures(2), undefined), batcher.run(pictures(3), undefined)];
    await end('2');
    expect(plain(await quick)).toEqual([4]);
    await end('3');
    expect(plain(await slow)).toEqual([6]);
    expect(passes).toEqual([['1'], ['2'], ['3']]);
  });

  it('begin at once when they are full, and take groups whole and in order', async () => {
    const { batcher, passes, end, endPass } = fake({ hold: true });
    const groups = [pictures(1, 2, 3), pictures(4, 5), pictures(6)].map((group) => batcher.run(group, undefined));
    for (const name of ['1', '2', '3', '4', '5', '6']) await end(name);
    await endPass();
    await endPass();
    expect((await Promise.all(groups)).map(plain)).toEqual([[2, 4, 6], [8, 10], [12]]);
    expect(passes).toEqual([['1', '2', '3'], ['4', '5', '6']]);
  });

  it('leave out refused pictures, which still count, so that a list is divided in the same way each time', async () => {
    const { batcher, passes, end, endPass } = fake({ hold: true });
    const groups = [pictures(1, 2, 3, 4), pictures(5)].map((group) => batcher.run(group, undefined));
    await end('2', 'torn');
    for (const name of ['1', '3', '4', '5']) await end(name);
    await endPass();
    await endPass();
    expect((await Promise.all(groups)).map(plain)).toEqual([[2, 'torn', 6, 8], [10]]);
    expect(passes).toEqual([['1', '3', '4'], ['5']]);
  });

  it('are none where every picture is refused', async () => {
    const { batcher, passes, end } = fake();
    const group = batcher.run(pictures(1), undefined);
    await end('1', 'torn');
    expect(plain(await group)).toEqual(['torn']);
    expect(passes).toEqual([]);
  });

  it('that fail cost their own groups, and the next are computed', async () => {
    const { batcher, end, endPass } = fake({ hold: true });
    const [first, second] = [batcher.run(pictures(1, 2, 3, 4), undefined), batcher.run(pictures(5, 6, 7, 8), undefined)];
    const failed = expect(first).rejects.toThrow('no memory');
    for (let name = 1; name <= 8; name++) await end(String(name));
    await endPass(new Error('no memory'));
    await failed;
    await endPass();
    expect(plain(await second)).toEqual([10, 12, 14, 16]);
  });
});

describe('memory', () => {
  it('has room for two passes beside the one under way, however many pictures wait', async () => {
    const faked = fake({ batch: 4, concurrency: 3, hold: true });
    const runs = Array.from({ length: 100 }, (_, name) => faked.batcher.run(pictures(name), undefined));
    for (let name = 0; name < 100; name++) {
      // What is begun is decoded; what has no room is not begun.
      expect(faked.begun.length).toBeLessThanOrEqual(name + 8 + 4);
      if (!faked.begun.includes(String(name))) await faked.endPass();
      await faked.end(String(name));
    }
    for (let passes = 0; passes < 100; passes++) await faked.endPass();
    expect((await Promise.all(runs)).map(plain)).toEqual(Array.from({ length: 100 }, (_, name) => [name * 2]));
    expect(faked.begun).toEqual(Array.from({ length: 100 }, (_, name) => String(name)));
    // Those of two passes, and of the pass under way.
    expect(faked.most).toBeLessThanOrEqual(12);
  });
});

describe('an abort', () => {
  it('rejects with the reason before, during and after decoding, and gives all places back', async () => {
    const faked = fake({ batch: 2, concurrency: 2, hold: true });
    const { batcher, end, endPass, passes } = faked;
    // Twice as often as there are places.
    for (let round = 0; round < 8; round++) {
      const stop = new AbortController();
      const half = batcher.run(pictures(1, 2), stop.signal);
      const waiting = batcher.run(pictures(3), stop.signal);
      const rejected = Promise.all([half, waiting].map((run) => expect(run).rejects.toBe('enough')));
      await end('1');
      stop.abort('enough');
      await rejected;
      await wait();
    }
    await expect(batcher.run(pictures(1), AbortSignal.abort('before'))).rejects.toBe('before');
    expect(passes).toEqual([]);
    const after = batcher.run(pictures(8, 9), undefined);
    await end('8');
    await end('9');
    await endPass();
    expect(plain(await after)).toEqual([16, 18]);
  });

  it('of a group in a pass leaves the others in it', async () => {
    const { batcher, end, endPass, passes } = fake({ batch: 2, hold: true });
    const stop = new AbortController();
    const [mine, other] = [batcher.run(pictures(1), stop.signal), batcher.run(pictures(2), undefined)];
    const rejected = expect(mine).rejects.toBe('enough');
    await end('1');
    await end('2');
    expect(passes).toEqual([['1', '2']]);
    stop.abort('enough');
    await rejected;
    let finished = false;
    void batcher.finished().then(() => (finished = true));
    await wait();
    expect(finished).toBe(false);
    await endPass();
    expect(plain(await other)).toEqual([4]);
    await batcher.finished();
  });

  it('of a group that waits to be gathered leaves nothing to compute', async () => {
    const { batcher, end, passes } = fake();
    const stop = new AbortController();
    const [gathered, slow] = [batcher.run(pictures(1), stop.signal), batcher.run(pictures(2), undefined)];
    const rejected = expect(gathered).rejects.toBe('enough');
    await end('1');
    stop.abort('enough');
    await rejected;
    await wait(40);
    expect(passes).toEqual([]);
    await end('2');
    expect(plain(await slow)).toEqual([4]);
    expect(passes).toEqual([['2']]);
  });
});

it('a failure of the workers rejects its group alone', async () => {
  const { batcher, end } = fake();
  const [broken, whole] = [batcher.run(pictures(1, 2), undefined), batcher.run(pictures(3), undefined)];
  const rejected = expect(broken).rejects.toThrow('closed');
  await end('2');
  await end('1', new Error('closed'));
  await rejected;
  await end('3');
  expect(plain(await whole)).toEqual([6]);
});
