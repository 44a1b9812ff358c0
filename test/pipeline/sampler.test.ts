import { assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WrongCommand } from '../../src/config/index.js';
import { batchesBefore, createSampler, type SamplerOptions } from '../../src/pipeline/sampler.js';

const options = record<SamplerOptions>({
  total: integer({ min: 1, max: 200 }),
  batchSize: integer({ min: 1, max: 250 }),
  remainder: constantFrom('drop', 'keep'),
  order: constantFrom('shuffled', 'given'),
  seed: integer({ min: 0, max: 2 ** 32 - 1 }),
});
const first = (samples: Iterable<number>): number => [...samples][0];
const samplesOf = (plan: ReturnType<typeof createSampler>, from: number, to: number): number[] =>
  [...plan.between(from, to)].flatMap((batch) => Array.from({ length: batch.count }, (_, place) => first(batch.candidates(place))));

describe('createPlan', () => {
  it('gives an epoch every sample once, but for the remainder that is dropped', () => {
    assert(
      property(options, integer({ min: 0, max: 20 }), (chosen, epoch) => {
        const plan = createSampler(chosen);
        const samples = samplesOf(plan, epoch * plan.batches, (epoch + 1) * plan.batches);
        const size = Math.min(chosen.batchSize, chosen.total);
        expect(new Set(samples).size).toBe(samples.length);
        expect(chosen.total - samples.length).toBe(chosen.remainder === 'keep' ? 0 : chosen.total % size);
        if (chosen.order === 'given') expect(samples).toEqual(samples.map((_, place) => place));
      }),
    );
  });

  it('goes on from any position as if it had never stopped', () => {
    assert(
      property(options, integer({ min: 0, max: 9 }), integer({ min: 0, max: 9 }), (chosen, before, count) => {
        const plan = createSampler(chosen);
        const whole = [...plan.between(0, before + count)].slice(before);
        const resumed = [...plan.between(before, before + count)];
        expect(resumed.map(({ epoch, batch, count }) => ({ epoch, batch, count }))).toEqual(whole.map(({ epoch, batch, count }) => ({ epoch, batch, count })));
        expect(resumed.map(({ sequence }) => sequence)).toEqual(resumed.map((_, place) => place));
        for (const [at, batch] of resumed.entries()) expect([...batch.candidates(0)]).toEqual([...whole[at].candidates(0)]);
      }),
    );
  });

  it('names every sample for every place', () => {
    assert(
      property(options, (chosen) => {
        for (const batch of createSampler(chosen).between(0, 2)) expect(new Set(batch.candidates(batch.count - 1)).size).toBe(chosen.total);
      }),
    );
  });

  it('takes an epoch\'s very end for the next one\'s beginning, and refuses what is no position', () => {
    const plan = createSampler({ total: 10, batchSize: 3, remainder: 'drop', order: 'given', seed: 0 });
    expect(plan.batches).toBe(3);
    expect(batchesBefore({ epoch: 2, batch: 3 }, plan.batches)).toBe(batchesBefore({ epoch: 3, batch: 0 }, plan.batches));
    for (const [epoch, batch] of [[0, 4], [0, -1], [-1, 0], [0.5, 0], [0, 1.5], [Number.NaN, 0]]) {
      expect(() => batchesBefore({ epoch, batch }, plan.batches)).toThrow(WrongCommand);
    }
    expect(() => batchesBefore({ epoch: 0, batch: 4 }, plan.batches)).toThrow('There is no batch 4 of epoch 0');
  });
});
