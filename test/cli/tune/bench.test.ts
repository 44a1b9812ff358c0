import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LoaderBench } from '../../../src/cli/tune/bench.js';
import { OutOfTime, type Clock } from '../../../src/cli/tune/measurement.js';
import { measureStep } from '../../../src/cli/tune/step.js';
import { scanDataset, type Dataset } from '../../../src/dataset/index.js';
import { writeDigits } from '../../../src/synth/index.js';
import { resolveOptions } from '../../../src/training/index.js';

const options = resolveOptions({ preset: 'tiny', words: { batch: '4', size: '16', workers: '1' } });
const setting = { workers: 1, concurrency: 4, prefetch: 2 };
const { signal } = new AbortController();

/** Makes a virtual clock. A test moves it with `pass`, and each short wait moves it by `tick` seconds. Long waits last until somebody has moved it. */
function clockOf(tick: number) {
  const time = { seconds: 0 };
  const clock: Clock = {
    now: () => time.seconds * 1000,
    async wait(ms, stop) {
      const until = time.seconds + ms / 1000;
      if (ms < 1000) time.seconds += tick;
      else while (time.seconds < until) await wait(1, undefined, { signal: stop });
      await turn();
      stop.throwIfAborted();
    },
  };
  return { clock, pass: (seconds: number) => (time.seconds += seconds), seconds: () => time.seconds };
}

/** Returns a step that takes `seconds`. */
const slow = (seconds: number, pass: (seconds: number) => void) => ({
  takesUnlabelled: true,
  step(_views: readonly Uint8Array[], _count: number, uploaded: () => void = () => undefined) {
    pass(seconds);
    uploaded();
    return Promise.resolve();
  },
  dispose: () => undefined,
});

describe('the step alone', () => {
  it.each([
    [60, 80, 'the first step and one more'],
    [30, 40, 'only the first step, because there is no time for more'],
    [100, 120, 'two steps that count'],
  ])('with a limit of %i s takes %i s: %s', async (limit, ends) => {
    const { clock, pass, seconds } = clockOf(0);
    expect(await measureStep(slow(40, pass), options, signal, limit, clock)).toBe(4 / 40);
    expect(seconds()).toBe(ends);
  });
});

describe('a setting', () => {
  let dataset: Dataset;
  let folder: string;
  let bench: LoaderBench | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whisker-bench-'));
    await writeDigits(folder, { count: 20 });
    dataset = await scanDataset(folder);
  });
  afterEach(() => bench?.close());
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('ends at its limit, after the step under way', async () => {
    const { clock, pass, seconds } = clockOf(0);
    bench = new LoaderBench({ dataset, options, stepProbe: slow(4, pass), signal, clock });
    expect(await bench.measureSetting(setting, 9)).toEqual({ setting, rate: 1, waiting: 0, seconds: 8 });
    expect(seconds()).toBe(12);
    await expect(bench.measureSetting(setting, 3), 'the first step alone is no measurement').rejects.toThrow(OutOfTime);
    expect(seconds()).toBe(16);
  });

  it('without any batch ends at its limit too, and so does the loader alone', async () => {
    const { clock, seconds } = clockOf(1);
    bench = new LoaderBench({ dataset, options, stepProbe: null, signal, clock });
    // No worker starts that fast.
    await expect(bench.measureLoader(setting, 3)).rejects.toThrow(/^The time was too short to measure anything: /);
    expect(seconds()).toBe(3);
    const stuck = { ...slow(0, () => undefined), step: () => Promise.reject(new Error('no batch should come')) };
    const late = clockOf(0);
    await bench.close();
    bench = new LoaderBench({ dataset: { ...dataset, root: join(folder, 'none') }, options: { ...options, 'max-bad': 1 }, stepProbe: stuck, signal, clock: late.clock });
    const measuring = bench.measureSetting(setting, 2);
    late.pass(2);
    await expect(measuring).rejects.toThrow(OutOfTime);
  });
});
