import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WrongCommand } from '../../src/config/index.js';
import { split, type Dataset, type Split } from '../../src/dataset/index.js';
import { byCodePoint } from '../../src/dataset/code-points.js';

/** Makes a dataset with `counts[i]` samples of class i, and `unknown` samples without a class. */
function datasetOf(counts: readonly number[], unknown = 0): Dataset {
  const classes = counts.map((_, i) => `class ${i}`);
  const known = counts.flatMap((count, i) => Array.from({ length: count }, (_, k) => ({ path: `${classes[i]}/${k}.jpg`, class: i })));
  const rest = Array.from({ length: unknown }, (_, k) => ({ path: `unlabelled/${k}.jpg`, class: null }));
  const samples = [...known, ...rest].sort((left, right) => byCodePoint(left.path, right.path));
  return { root: '/pets', classes, samples, fingerprint: '' };
}

const labelledParts = ['labelled', 'val', 'test'] as const;

function perClass(made: Split, part: (typeof labelledParts)[number]): number[] {
  return made.classes.map((_, i) => made[part].filter((sample) => sample.class === i).length);
}

/** Maps each path to its part. */
function partsByPath(made: Split): Map<string, string> {
  return new Map([
    ...labelledParts.flatMap((part) => made[part].map((sample) => [sample.path, part] as const)),
    ...made.unlabelled.map((path) => [path, 'unlabelled'] as const),
  ]);
}

const counts = fc.array(fc.integer({ min: 4, max: 60 }), { minLength: 2, maxLength: 5 });
const sizes = fc.record({
  labels: fc.integer({ min: 5, max: 20 }),
  val: fc.integer({ min: 1, max: 20 }),
  test: fc.integer({ min: 1, max: 20 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

/** Returns the split; null if a class is too small for it. */
function trySplit(dataset: Dataset, wanted: Parameters<typeof split>[1]): Split | null {
  try {
    return split(dataset, wanted);
  } catch (error) {
    expect(error).toBeInstanceOf(WrongCommand);
    return null;
  }
}

describe('any split', () => {
  test('covers the dataset with disjoint, stratified parts of the given sizes', () => {
    let made = 0;
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 9 }), sizes, (counts, unknown, wanted) => {
        const dataset = datasetOf(counts, unknown);
        const result = trySplit(dataset, wanted);
        const known = counts.reduce((sum, count) => sum + count, 0);
        const share = (total: number, count: number) => (total * count) / known;
        if (result === null) {
          const most = (count: number) => Math.ceil(wanted.labels / counts.length) + Math.ceil(share(wanted.val, count)) + Math.ceil(share(wanted.test, count));
          expect(counts.some((count) => most(count) > count)).toBe(true);
          return;
        }
        made += 1;
        const all = [...labelledParts.flatMap((part) => result[part].map((sample) => sample.path)), ...result.unlabelled];
        expect(all.toSorted(byCodePoint)).toEqual(dataset.samples.map((sample) => sample.path));
        expect([result.labelled.length, result.val.length, result.test.length]).toEqual([wanted.labels, wanted.val, wanted.test]);
        const labels = perClass(result, 'labelled');
        expect(Math.max(...labels) - Math.min(...labels)).toBeLessThanOrEqual(1);
        for (const part of ['val', 'test'] as const) {
          for (const [i, count] of perClass(result, part).entries()) expect(Math.abs(count - share(wanted[part], counts[i] ?? 0))).toBeLessThan(1);
        }
        const classOf = new Map(dataset.samples.map((sample) => [sample.path, sample.class]));
        for (const part of labelledParts) for (const sample of result[part]) expect(sample.class).toBe(classOf.get(sample.path));
        for (const part of labelledParts) expect(result[part].map((sample) => sample.path)).toEqual(result[part].map((sample) => sample.path).toSorted(byCodePoint));
      }),
    );
    expect(made).toBeGreaterThan(10);
  });

  test('has no class for an unlabelled sample', () => {
    const made = split(datasetOf([30, 30], 5), { labels: 4, val: 4, test: 4, seed: 1 });
    expect(made.unlabelled).toHaveLength(53);
    expect(made.unlabelled.every((entry) => typeof entry === 'string')).toBe(true);
  });

  test('is the same for the same seed, whatever the order of the samples', () => {
    fc.assert(
      fc.property(sizes, (wanted) => {
        const dataset = datasetOf([50, 70, 60], 3);
        const backwards = { ...dataset, samples: dataset.samples.toReversed() };
        expect(split(backwards, wanted)).toEqual(split(dataset, wanted));
      }),
      { numRuns: 20 },
    );
  });

  test('differs for another seed', () => {
    const dataset = datasetOf([500, 500]);
    const first = partsByPath(split(dataset, { labels: 100, val: 100, test: 100, seed: 1 }));
    const second = partsByPath(split(dataset, { labels: 100, val: 100, test: 100, seed: 2 }));
    // 100 of 1,000 samples are labelled, so by chance 10 are in both.
    const both = [...first].filter(([path, part]) => part === 'labelled' && second.get(path) === 'labelled').length;
    expect(both).toBeLessThan(30);
  });
});

describe('two splits of the same seed', () => {
  const wanted = { labels: 100, val: 200, test: 200, seed: 7 };

  test('differ in a few samples if a picture is added', () => {
    const before = partsByPath(split(datasetOf([1000, 1000]), wanted));
    const after = partsByPath(split(datasetOf([1001, 1000]), wanted));
    const moved = [...before].filter(([path, part]) => after.get(path) !== part).length;
    expect(moved).toBeLessThanOrEqual(10);
  });

  test('have the same validation and test parts if only the number of labels differs, and the fewer labels are among the more', () => {
    const dataset = datasetOf([1000, 1000]);
    const many = split(dataset, wanted);
    const few = split(dataset, { ...wanted, labels: 20 });
    expect(few.test).toEqual(many.test);
    expect(few.val).toEqual(many.val);
    expect(many.labelled).toEqual(expect.arrayContaining([...few.labelled]));
  });

  test('are equal if a disk of macOS decomposes the paths', () => {
    const named = (form: 'NFC' | 'NFD'): Dataset => {
      const dataset = datasetOf([40, 40]);
      return { ...dataset, samples: dataset.samples.map((sample) => ({ ...sample, path: `é${sample.path}`.normalize(form) })) };
    };
    const sizes = { labels: 10, val: 10, test: 10, seed: 3 };
    const composed = split(named('NFC'), sizes).labelled.map((sample) => sample.path);
    expect(split(named('NFD'), sizes).labelled.map((sample) => sample.path.normalize('NFC'))).toEqual(composed);
  });
});

describe('the extra labels of an uneven number', () => {
  test('go to different classes for different seeds', () => {
    const dataset = datasetOf([50, 50, 50]);
    const largest = new Set<number>();
    for (let seed = 0; seed < 20; seed++) {
      const labels = perClass(split(dataset, { labels: 10, val: 3, test: 3, seed }), 'labelled');
      expect(labels.toSorted()).toEqual([3, 3, 4]);
      largest.add(labels.indexOf(4));
    }
    expect(largest).toEqual(new Set([0, 1, 2]));
  });
});

describe('small classes', () => {
  const kept = (counts: readonly number[], sizes: Omit<Parameters<typeof split>[1], 'seed'>) => split(datasetOf(counts), { ...sizes, seed: 1, 'small-classes': 'keep' });

  test('are divided in proportion when that is asked for: one sample is labelled, and the other classes stay as they are', () => {
    const made = kept([60, 1, 6], { labels: 12, val: 20, test: 20 });
    expect([perClass(made, 'labelled'), perClass(made, 'val'), perClass(made, 'test')]).toEqual([[4, 1, 3], [18, 0, 2], [18, 0, 1]]);
    expect(made.notes).toEqual(['2 classes have fewer samples than the split asks for, and give what there is: "class 1" (1 labelled, 0 val, 0 test), "class 2" (3 labelled, 2 val, 1 test).']);
  });

  test('of any sizes give all that they have, and at least one label', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 5 }), sizes, (counts, wanted) => {
      const made = split(datasetOf(counts), { ...wanted, 'small-classes': 'keep' });
      expect(Math.min(...perClass(made, 'labelled'))).toBeGreaterThan(0);
      const strict = trySplit(datasetOf(counts), wanted);
      if (strict !== null) expect(made).toEqual(strict);
      else expect(made.notes).toHaveLength(1);
    }));
  });
});

describe('split refuses', () => {
  test('too few samples of a class, and names the class and the numbers', () => {
    expect(() => split(datasetOf([1000, 30]), { labels: 100, val: 103, test: 206, seed: 1 })).toThrow(
      'Class "class 1" has 30 samples, but the split needs 59: 50 labelled, 3 for validation, 6 for the test. Lower --labels, --val or --test, add pictures, or divide what there is with --small-classes keep.',
    );
  });

  test('more labels than samples', () => {
    expect(() => split(datasetOf([5, 5]), { labels: 100, val: 1, test: 1, seed: 1 })).toThrow(WrongCommand);
  });

  test('a dataset without classes', () => {
    expect(() => split(datasetOf([], 20), { labels: 1, val: 1, test: 1, seed: 1 })).toThrow(/have no known class; at least 1 are needed/);
  });

  test('fewer labels than classes', () => {
    expect(() => split(datasetOf([50, 50, 50]), { labels: 2, val: 3, test: 3, seed: 1 })).toThrow(
      '2 labels cannot cover 3 classes. Use --labels 3 or more.',
    );
  });
});

test('the split of the article, with 37,500 samples, is the same on every machine', () => {
  const made = split(datasetOf([18_750, 18_750]), { labels: 100, val: 1000, test: 1000, seed: 1 });
  expect(perClass(made, 'labelled')).toEqual([50, 50]);
  expect(perClass(made, 'val')).toEqual([500, 500]);
  expect(perClass(made, 'test')).toEqual([500, 500]);
  expect(made.unlabelled).toHaveLength(35_400);
  // Changes only if the algorithm does. Then every split that people made with a seed changes too.
  const digest = createHash('sha256').update(JSON.stringify(made)).digest('hex');
  expect(digest).toBe('f9d04fb82369c34b33be3a47800b7fa200598e1b692c972e58bb8008af120553');
});
