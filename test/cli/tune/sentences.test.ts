import { describe, expect, it } from 'vitest';
import { describeBusy, loadBetween } from '../../../src/cli/tune/machine-load.js';
import { defaultSetting, workerNumbers, type Round } from '../../../src/cli/tune/measure.js';
import { describeChoice, describeSame } from '../../../src/cli/tune/sentences.js';
import { comparedInAll, type SearchPart } from '../../../src/pipeline/index.js';

const rounds = (part: SearchPart, workers: number, concurrency: number, prefetch: number, rates: readonly number[], waiting: number | null = null): Round[] =>
  rates.map((rate) => ({ part, setting: { workers, concurrency, prefetch }, rate, waiting, seconds: 1 }));

describe('the choice in words', () => {
  const choice = (...all: Round[][]) => {
    const [best, byDefault = null] = comparedInAll(all.flat());
    return describeChoice(best, byDefault, comparedInAll(all.flat()));
  };

  it('says what it brings against the default, and how the step waits', () => {
    expect(choice(rounds('default', 1, 8, 2, [412, 405, 418], 0.012), rounds('default', 2, 16, 3, [330, 332, 340], 0.184))).toBe(
      'Use 1 worker, concurrency 8, prefetch 2: 412 images/s read (405 to 418 in 3 rounds), 24 % more than the default (2 workers, concurrency 16, prefetch 3: 332 images/s (330 to 340 in 3 rounds)). The step waits 1.2 % of the time instead of 18.4 %.',
    );
  });

  it('says that a difference inside the noise is none', () => {
    expect(choice(rounds('default', 1, 8, 2, [412, 380, 440]), rounds('default', 2, 16, 3, [400, 430, 420]))).toMatch(
      /, the same as the default \(2 workers, .*\) within the noise \(below \d+ %\)\. The smaller one wins\.$/,
    );
  });

  it('says that it is the default, and that the default was not measured', () => {
    const [best] = comparedInAll(rounds('prefetch', 2, 16, 3, [400]));
    expect(describeChoice(best, best, [best])).toBe('Use 2 workers, concurrency 16, prefetch 3: 400 images/s read. That is what a run takes without tuning: nothing was clearly better.');
    expect(describeChoice(best, null, [best])).toContain('The time was over before the default was measured');
  });

  it('names the values that are the same within the noise, of each option', () => {
    const all = [
      ...rounds('workers', 1, 192, 3, [400, 410, 390]), ...rounds('workers', 2, 192, 3, [405, 415, 395]), ...rounds('workers', 3, 192, 3, [300, 310, 290]),
      ...rounds('concurrency', 1, 192, 3, [400, 410, 390]), ...rounds('concurrency', 1, 8, 3, [405, 415, 395]), ...rounds('concurrency', 1, 16, 3, [401, 411, 391]),
      ...rounds('prefetch', 1, 8, 3, [400, 410, 390]), ...rounds('prefetch', 1, 8, 2, [200, 210, 190]),
    ];
    // The slowest of these is the same as the chosen one, but not as the fastest.
    all.push(...rounds('concurrency', 1, 4, 3, [380, 390, 370]), ...rounds('concurrency', 1, 64, 3, [425, 435, 415]));
    const best = comparedInAll(all).filter(({ setting }) => setting.concurrency === 8)[1];
    expect(describeSame(best, all)).toEqual(['workers 1 and 2 are the same within the noise', 'concurrency 8, 16, 64 and 192 are the same within the noise']);
  });
});

describe('a busy machine', () => {
  it('is told by what others use, and by the noise', () => {
    expect(describeBusy({ used: 0.3, cores: 2 }, 0.04, 2)).toBeNull();
    expect(describeBusy({ used: 1.44, cores: 2 }, 0.04, 2)).toBe('The machine is busy: other processes used 1.4 of its 2 cores meanwhile. Tune again when it is quiet.');
    expect(describeBusy(null, 0.123, 2)).toBe('The machine is busy: the same setting differed by 12 % from round to round. Tune again when it is quiet.');
    expect(describeBusy({ used: 40, cores: 64 }, null, 2), 'a container with two cores of 64').toBeNull();
  });

  it('counts the time of all processors without this process', () => {
    const load = loadBetween({ busy: 10_000, own: 2000, at: 0 }, { busy: 14_000, own: 3000, at: 2000 }, 4);
    expect(load).toEqual({ used: 1.5, cores: 4 });
    expect(loadBetween({ busy: 0, own: 0, at: 0 }, { busy: 90, own: 100, at: 100 }, 4).used).toBe(0);
  });
});

it('every number of workers is tried up to the cores, and 16 numbers where there are more', () => {
  expect([workerNumbers(1), workerNumbers(3)]).toEqual([[1], [1, 2, 3]]);
  const many = workerNumbers(64);
  expect([many.length, many[0], many.at(-1), new Set(many).size]).toEqual([16, 1, 64, 16]);
});

it('the default is what a run begins with', () => {
  expect(defaultSetting({ workers: 2, concurrency: 'auto', prefetch: 3, batch: 64 })).toEqual({ workers: 2, concurrency: 16, prefetch: 3 });
  expect(defaultSetting({ workers: 2, concurrency: 100, prefetch: 3, batch: 8 })).toEqual({ workers: 2, concurrency: 24, prefetch: 3 });
});
