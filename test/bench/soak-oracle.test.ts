import * as fc from 'fast-check';
import { permutation } from 'whisker/pipeline';
import { describe, expect, it } from 'vitest';
import { History } from '../../bench/soak/history.js';
import { Oracle, type Expected, type Seen } from '../../bench/soak/oracle.js';

const TOTAL = 23;
const BATCH = 5;
const SEED = 7;
const printOf = (picture: number, version: number): string => `${picture} in version ${version}`;
const labelOf = (picture: number): number => picture % 3;

function expectedOf(changes: Partial<Expected> = {}): Expected & { readonly history: History } {
  const history = new History(TOTAL);
  return { total: TOTAL, batchSize: BATCH, seed: SEED, start: { epoch: 0, batch: 0 }, since: 0, knownBad: new Set(), printOf, labelOf, ...changes, history };
}

/** The batch that must come at a position when `bad` are set aside, as docs/pipeline.md has it. */
function batchAt(epoch: number, batch: number, bad: ReadonlySet<number> = new Set()): Seen {
  const [main, spares] = (['order', 'replacements'] as const).map((stream) => permutation(TOTAL, SEED, epoch, stream));
  const count = Math.min(BATCH, TOTAL - batch * BATCH);
  const indices = Array.from({ length: count }, (_, place) => {
    const own = batch * BATCH + place;
    const candidates = [main(own), ...Array.from({ length: TOTAL }, (_, spare) => spares((own + spare) % TOTAL))];
    return candidates.find((candidate) => !bad.has(candidate)) ?? -1;
  });
  return { epoch, batch, batches: 5, count, indices, labels: indices.map(labelOf), prints: indices.map((index) => printOf(index, 0)) };
}

describe('the rules of the soak', () => {
  it('let pass the batches that must come, from any position over the ends of epochs, with replacements', () => {
    const positions = fc.record({ epoch: fc.nat(1000), batch: fc.integer({ min: 0, max: 5 }) });
    fc.assert(fc.property(positions, fc.uniqueArray(fc.nat(TOTAL - 1), { maxLength: TOTAL - 1 }), fc.boolean(), (start, bad, known) => {
      const expected = expectedOf({ start, ...(known && { knownBad: new Set(bad) }) });
      const oracle = new Oracle(expected);
      for (const picture of known ? [] : bad) {
        expected.history.note(picture, null);
        oracle.tell(picture, 'it is empty', 0);
      }
      for (let count = 0; count < 12; count++) oracle.see(batchAt(oracle.next.epoch, oracle.next.batch, new Set(bad)));
      const before = start.epoch * 5 + start.batch;
      expect(oracle.next).toEqual({ epoch: Math.floor((before + 12) / 5), batch: (before + 12) % 5 });
    }));
  });

  it('tell of a batch that is missing, comes twice or has another length', () => {
    const oracle = new Oracle(expectedOf());
    expect(() => oracle.see(batchAt(0, 1))).toThrow('batch 1 of epoch 0 came where batch 0 of epoch 0 had to');
    oracle.see(batchAt(0, 0));
    expect(() => oracle.see(batchAt(0, 0))).toThrow('batch 0 of epoch 0 came where batch 1 of epoch 0 had to');
    expect(() => oracle.see({ ...batchAt(0, 1), count: 4 })).toThrow('has 4 pictures in place of 5');
  });

  it('tell of a replacement for a picture that nobody told of, and of one that is not the next', () => {
    const oracle = new Oracle(expectedOf());
    const [first] = Array.from(batchAt(0, 0).indices);
    const replaced = batchAt(0, 0, new Set([first]));
    expect(() => oracle.see(replaced)).toThrow(`place 0 of batch 0 of epoch 0 has picture ${replaced.indices[0]} in place of ${first}, which nobody was told of`);
    const later = batchAt(0, 0, new Set([first, replaced.indices[0]]));
    const expected = expectedOf();
    const told = new Oracle(expected);
    expected.history.note(first, null);
    told.tell(first, 'it is empty', 0);
    expect(() => told.see(later)).toThrow(`in place of ${replaced.indices[0]}, which nobody was told of`);
  });

  it('tell of pixels that never stood in the file since the pipeline was made, and of wrong labels', () => {
    const history = new History(TOTAL);
    const batch = batchAt(0, 0);
    const [picture] = Array.from(batch.indices);
    const prints = [printOf(picture, 1), ...batch.prints.slice(1)];
    history.note(picture, 1);
    const during = { ...expectedOf(), history };
    new Oracle(during).see(batch);
    new Oracle(during).see({ ...batch, prints });
    const after = { ...during, since: history.now };
    new Oracle(after).see({ ...batch, prints });
    expect(() => new Oracle(after).see(batch)).toThrow(`place 0 of batch 0 of epoch 0 has other pixels (${printOf(picture, 0)}) than picture ${picture} ever had meanwhile`);
    const labels = [9, ...Array.from(batch.labels).slice(1)];
    expect(() => new Oracle(expectedOf()).see({ ...batch, labels })).toThrow('has the label 9');
  });

  it('tell of a whole picture that is set aside, of one told of twice, and of one known to be bad', () => {
    const expected = expectedOf();
    expect(() => new Oracle(expected).tell(3, 'decoding it ended the worker twice (it ended)', 0)).toThrow('picture 3 was told of though nothing was wrong with it: decoding');
    expected.history.note(3, null);
    const oracle = new Oracle(expected);
    oracle.tell(3, 'it is empty', 0);
    expect(oracle.told).toBe(1);
    expect(() => oracle.tell(3, 'it is empty', 0)).toThrow('picture 3 was told of twice');
    expect(() => new Oracle(expectedOf({ knownBad: new Set([3]) })).tell(3, 'it is empty', 0)).toThrow('known to be bad');
  });

  it('tell of a picture that is used though it was set aside before the buffer was taken', () => {
    const expected = expectedOf();
    const batch = batchAt(0, 0);
    expected.history.note(batch.indices[2], null);
    const underWay = new Oracle(expected);
    underWay.tell(batch.indices[2], 'it is empty', 1);
    underWay.see(batch);
    const before = new Oracle(expected);
    before.tell(batch.indices[2], 'it is empty', 0);
    expect(() => before.see(batch)).toThrow('which had been told of before the buffer was taken');
    expect(() => new Oracle(expectedOf({ knownBad: new Set([batch.indices[2]]) })).see(batch)).toThrow('which was known to be bad');
  });
});
