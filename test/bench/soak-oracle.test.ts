import * as fc from 'fast-check';
import { permutation } from 'whisker-ml/pipeline';
import { describe, expect, it } from 'vitest';
import { History } from '../../bench/soak/history.js';
import { Oracle, type Expected, type SeenBatch } from '../../bench/soak/oracle.js';

const TOTAL = 23;
const BATCH = 5;
const SEED = 7;
const fingerprintOf = (picture: number, version: number): string => `${picture} in version ${version}`;
const labelOf = (picture: number): number => picture % 3;

function expectedOf(changes: Partial<Expected> = {}): Expected & { readonly history: History } {
  const history = new History(TOTAL);
  return { total: TOTAL, batchSize: BATCH, seed: SEED, start: { epoch: 0, batch: 0 }, since: 0, knownBad: new Set(), fingerprintOf, labelOf, ...changes, history };
}

/** Returns the batch that must come at a position when `bad` are quarantined (see docs/pipeline.md). */
function batchAt(epoch: number, batch: number, bad: ReadonlySet<number> = new Set()): SeenBatch {
  const [main, replacements] = (['order', 'replacements'] as const).map((stream) => permutation(TOTAL, SEED, epoch, stream));
  const count = Math.min(BATCH, TOTAL - batch * BATCH);
  const indices = Array.from({ length: count }, (_, place) => {
    const position = batch * BATCH + place;
    const candidates = [main(position), ...Array.from({ length: TOTAL }, (_, tried) => replacements((position + tried) % TOTAL))];
    return candidates.find((candidate) => !bad.has(candidate)) ?? -1;
  });
  return { epoch, batch, batches: 5, count, indices, labels: indices.map(labelOf), fingerprints: indices.map((index) => fingerprintOf(index, 0)) };
}

describe('the oracle of the soak', () => {
  it('accepts right batches, from any position over the ends of epochs, with replacements', () => {
    const positions = fc.record({ epoch: fc.nat(1000), batch: fc.integer({ min: 0, max: 5 }) });
    fc.assert(fc.property(positions, fc.uniqueArray(fc.nat(TOTAL - 1), { maxLength: TOTAL - 1 }), fc.boolean(), (start, bad, known) => {
      const expected = expectedOf({ start, ...(known && { knownBad: new Set(bad) }) });
      const oracle = new Oracle(expected);
      for (const picture of known ? [] : bad) {
        expected.history.record(picture, null);
        oracle.quarantine(picture, 'it is empty', 0);
      }
      for (let count = 0; count < 12; count++) oracle.check(batchAt(oracle.next.epoch, oracle.next.batch, new Set(bad)));
      const before = start.epoch * 5 + start.batch;
      expect(oracle.next).toEqual({ epoch: Math.floor((before + 12) / 5), batch: (before + 12) % 5 });
    }));
  });

  it('rejects a batch that is missing, comes twice or has another length', () => {
    const oracle = new Oracle(expectedOf());
    expect(() => oracle.check(batchAt(0, 1))).toThrow('batch 1 of epoch 0 came instead of batch 0 of epoch 0');
    oracle.check(batchAt(0, 0));
    expect(() => oracle.check(batchAt(0, 0))).toThrow('batch 0 of epoch 0 came instead of batch 1 of epoch 0');
    expect(() => oracle.check({ ...batchAt(0, 1), count: 4 })).toThrow('has 4 pictures instead of 5');
  });

  it('rejects a replacement for a picture that was not quarantined, and one that is not the next candidate', () => {
    const oracle = new Oracle(expectedOf());
    const [first] = Array.from(batchAt(0, 0).indices);
    const replaced = batchAt(0, 0, new Set([first]));
    expect(() => oracle.check(replaced)).toThrow(`place 0 of batch 0 of epoch 0 has picture ${replaced.indices[0]} instead of ${first}, which was not quarantined`);
    const later = batchAt(0, 0, new Set([first, replaced.indices[0]]));
    const expected = expectedOf();
    const second = new Oracle(expected);
    expected.history.record(first, null);
    second.quarantine(first, 'it is empty', 0);
    expect(() => second.check(later)).toThrow(`instead of ${replaced.indices[0]}, which was not quarantined`);
  });

  it('rejects pixels that the file did not have since the pipeline was created, and wrong labels', () => {
    const history = new History(TOTAL);
    const batch = batchAt(0, 0);
    const [picture] = Array.from(batch.indices);
    const fingerprints = [fingerprintOf(picture, 1), ...batch.fingerprints.slice(1)];
    history.record(picture, 1);
    const during = { ...expectedOf(), history };
    new Oracle(during).check(batch);
    new Oracle(during).check({ ...batch, fingerprints });
    const after = { ...during, since: history.now };
    new Oracle(after).check({ ...batch, fingerprints });
    expect(() => new Oracle(after).check(batch)).toThrow(`place 0 of batch 0 of epoch 0 has pixels (${fingerprintOf(picture, 0)}) that picture ${picture} did not have since the start`);
    const labels = [9, ...Array.from(batch.labels).slice(1)];
    expect(() => new Oracle(expectedOf()).check({ ...batch, labels })).toThrow('has the label 9');
  });

  it('rejects the quarantine of a good picture, of one that is quarantined already, and of one known to be bad', () => {
    const expected = expectedOf();
    expect(() => new Oracle(expected).quarantine(3, 'decoding it ended the worker twice (it ended)', 0)).toThrow('picture 3 was quarantined though nothing was wrong with it: decoding');
    expected.history.record(3, null);
    const oracle = new Oracle(expected);
    oracle.quarantine(3, 'it is empty', 0);
    expect(oracle.quarantined).toBe(1);
    expect(() => oracle.quarantine(3, 'it is empty', 0)).toThrow('picture 3 was quarantined twice');
    expect(() => new Oracle(expectedOf({ knownBad: new Set([3]) })).quarantine(3, 'it is empty', 0)).toThrow('known to be bad');
  });

  it('rejects a picture that was quarantined before the buffer was taken', () => {
    const expected = expectedOf();
    const batch = batchAt(0, 0);
    expected.history.record(batch.indices[2], null);
    const duringBatch = new Oracle(expected);
    duringBatch.quarantine(batch.indices[2], 'it is empty', 1);
    duringBatch.check(batch);
    const before = new Oracle(expected);
    before.quarantine(batch.indices[2], 'it is empty', 0);
    expect(() => before.check(batch)).toThrow('which was quarantined before the buffer was taken');
    expect(() => new Oracle(expectedOf({ knownBad: new Set([batch.indices[2]]) })).check(batch)).toThrow('which was known to be bad');
  });
});
