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
const samplesOf = (sampler: ReturnType<typeof createSampler>, from: number, to: number): number[] =>
  [...sampler.between(from, to)].flatMap((batch) => Array.from({ length: batch.count }, (_, place) => first(batch.candidates(place))));

describe('createSampler', () => {
  it('puts every sample into an epoch once, except a dropped remainder', () => {
    assert(
      property(options, integer({ min: 0, max: 20 }), (chosen, epoch) => {
        const sampler = createSampler(chosen);
        const samples = samplesOf(sampler, epoch * sampler.batches, (epoch + 1) * sampler.batches);
        const size = Math.min(chosen.batchSize, chosen.total);
        expect(new Set(samples).size).toBe(samples.length);
        expect(chosen.total - samples.length).toBe(chosen.remainder === 'keep' ? 0 : chosen.total % size);
        if (chosen.order === 'given') expect(samples).toEqual(samples.map((_, place) => place));
      }),
    );
  });

  it('continues from any position as if it had never stopped', () => {
    assert(
      property(options, integer({ min: 0, max: 9 }), integer({ min: 0, max: 9 }), (chosen, before, count) => {
        const sampler = createSampler(chosen);
        const whole = [...sampler.between(0, before + count)].slice(before);
        const resumed = [...sampler.between(before, before + count)];
        expect(resumed.map(({ epoch, batch, count }) => ({ epoch, batch, count }))).toEqual(whole.map(({ epoch, batch, count }) => ({ epoch, batch, count })));
        expect(resumed.map(({ sequence }) => sequence)).toEqual(resumed.map((_, place) => place));
        for (const [at, batch] of resumed.entries()) expect([...batch.candidates(0)]).toEqual([...whole[at].candidates(0)]);
      }),
    );
  });

  it('has every sample among the candidates of every place', () => {
    assert(
      property(options, (chosen) => {
        for (const batch of createSampler(chosen).between(0, 2)) expect(new Set(batch.candidates(batch.count - 1)).size).toBe(chosen.total);
      }),
    );
  });

  it('treats the end of an epoch as the start of the next, and refuses other positions', () => {
    const sampler = createSampler({ total: 10, batchSize: 3, remainder: 'drop', order: 'given', seed: 0 });
    expect(sampler.batches).toBe(3);
    expect(batchesBefore({ epoch: 2, batch: 3 }, sampler.batches)).toBe(batchesBefore({ epoch: 3, batch: 0 }, sampler.batches));
    for (const [epoch, batch] of [[0, 4], [0, -1], [-1, 0], [0.5, 0], [0, 1.5], [Number.NaN, 0]]) {
      expect(() => batchesBefore({ epoch, batch }, sampler.batches)).toThrow(WrongCommand);
    }
    expect(() => batchesBefore({ epoch: 0, batch: 4 }, sampler.batches)).toThrow('There is no batch 4 of epoch 0');
  });
});
