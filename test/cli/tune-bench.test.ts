import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Bench, measureStep, OutOfTime, type Clock } from '../../src/cli/tune/bench.js';
import { resolveOptions } from '../../src/training/index.js';
import { openDataset, type Dataset } from '../../src/dataset/index.js';
import { writeDigits } from '../../src/synth/index.js';

const options = resolveOptions({ preset: 'tiny', words: { batch: '4', size: '16', workers: '1' } });
const setting = { workers: 1, concurrency: 4, prefetch: 2 };
const { signal } = new AbortController();

/** Seconds that pass when a test says so, and `tick` of them whenever somebody waits for a moment. Long waits are for others to pass. */
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

/** A step of so many seconds. */
const slow = (seconds: number, pass: (seconds: number) => void) => ({
  takesUnlabelled: true,
  step(_pixels: Uint8Array, _count: number, uploaded: () => void = () => undefined) {
    pass(seconds);
    uploaded();
    return Promise.resolve();
  },
  dispose: () => undefined,
});

describe('the step by itself', () => {
  it.each([
    [60, 80, 'the first step and one more'],
    [30, 40, 'the first step alone, which is all that there is time for'],
    [100, 120, 'two that count'],
  ])('in %i s is measured in %i: %s', async (limit, ends) => {
    const { clock, pass, seconds } = clockOf(0);
    expect(await measureStep(slow(40, pass), options, signal, limit, clock)).toBe(4 / 40);
    expect(seconds()).toBe(ends);
  });
});

describe('a setting', () => {
  let dataset: Dataset;
  let folder: string;
  let bench: Bench | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whisker-bench-'));
    await writeDigits(folder, { count: 20 });
    dataset = await openDataset(folder);
  });
  afterEach(() => bench?.close());
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('ends by its limit, but for the step that is under way then', async () => {
    const { clock, pass, seconds } = clockOf(0);
    bench = new Bench({ dataset, options, rehearsal: slow(4, pass), signal, clock });
    expect(await bench.measure(setting, 9)).toEqual({ setting, rate: 1, waiting: 0, seconds: 8 });
    expect(seconds()).toBe(12);
    await expect(bench.measure(setting, 3), 'the first step alone tells nothing').rejects.toThrow(OutOfTime);
    expect(seconds()).toBe(16);
  });

  it('of which no batch comes ends by its limit too, and so does the loader by itself', async () => {
    const { clock, seconds } = clockOf(1);
    bench = new Bench({ dataset, options, rehearsal: null, signal, clock });
    // No worker is there so soon.
    await expect(bench.alone(setting, 3)).rejects.toThrow(/^Nothing could be measured in the time that there was: /);
    expect(seconds()).toBe(3);
    const stuck = { ...slow(0, () => undefined), step: () => Promise.reject(new Error('no batch should come')) };
    const late = clockOf(0);
    await bench.close();
    bench = new Bench({ dataset: { ...dataset, root: join(folder, 'none') }, options: { ...options, 'max-bad': 1 }, rehearsal: stuck, signal, clock: late.clock });
    const measuring = bench.measure(setting, 2);
    late.pass(2);
    await expect(measuring).rejects.toThrow(OutOfTime);
  });
});
