import { createHash } from 'node:crypto';
import { datasetErrors, splitErrors } from './errors.js';
import { byCodePoint } from './order.js';
import type { Dataset, LabelledSample, Split } from './types.js';

/** How many samples each part takes, in all; whole numbers, not negative. The rest is unlabelled. */
export interface SplitSizes {
  readonly labels: number;
  readonly val: number;
  readonly test: number;
  /** 0 to 2^32 - 1. The same seed makes the same split of the same dataset on every machine. */
  readonly seed: number;
}

/**
 * Deals the samples of a dataset into parts. Labels: the same number of each class, one more for some where that does
 * not come out even. Validation and test: each class by its share of the dataset. Each class's samples stand in the order of a
 * hash of (seed, path), and the parts take theirs from the front, test first; so the parts of a dataset to which a
 * picture was added, or of which fewer labels are asked, are nearly the same.
 * @throws WrongCommand where a class has fewer samples than are asked of it, or would have no label
 */
export function split(dataset: Dataset, { labels, val, test, seed }: SplitSizes): Split {
  const { classes, root } = dataset;
  if (classes.length === 0) throw datasetErrors.tooFewClasses(root, classes, 1);
  if (labels < classes.length) throw splitErrors.fewerLabelsThanClasses(labels, classes.length);
  const pools = inSeededOrder(dataset, seed);
  const counts = pools.map((pool) => pool.length);
  const takes = {
    test: byShare(test, counts),
    val: byShare(val, counts),
    labelled: evenly(labels, classes, seed),
  };
  const parts: Record<keyof typeof takes, LabelledSample[]> = { test: [], val: [], labelled: [] };
  const unlabelled = dataset.samples.filter((sample) => sample.class === null).map((sample) => sample.path);
  for (const [index, pool] of pools.entries()) {
    const take = { test: takes.test[index] ?? 0, val: takes.val[index] ?? 0, labelled: takes.labelled[index] ?? 0 };
    if (take.test + take.val + take.labelled > pool.length) throw splitErrors.tooFewSamples(classes[index] ?? '', pool.length, take);
    let dealt = 0;
    for (const part of ['test', 'val', 'labelled'] as const) {
      for (const path of pool.slice(dealt, dealt + take[part])) parts[part].push({ path, class: index });
      dealt += take[part];
    }
    for (const path of pool.slice(dealt)) unlabelled.push(path);
  }
  return {
    root,
    classes,
    seed,
    labelled: byPath(parts.labelled),
    val: byPath(parts.val),
    test: byPath(parts.test),
    unlabelled: unlabelled.sort(byCodePoint),
  };
}

const byPath = (samples: LabelledSample[]): LabelledSample[] => samples.sort((left, right) => byCodePoint(left.path, right.path));

/** The paths of each class, ordered by hash. */
function inSeededOrder(dataset: Dataset, seed: number): string[][] {
  const pools = dataset.classes.map((): { readonly path: string; readonly place: string }[] => []);
  for (const { path, class: index } of dataset.samples) {
    if (index !== null) pools[index]?.push({ path, place: placeOf(seed, path) });
  }
  return pools.map((pool) =>
    pool.sort((left, right) => byCodePoint(left.place, right.place) || byCodePoint(left.path, right.path)).map(({ path }) => path),
  );
}

/**
 * A name's place in the order of a seed: the first 64 bits of SHA-256 (FIPS 180-4) over "seed NUL name" in UTF-8, as hex
 * digits. Unicode's NFC first: a disk of a Mac may hold the name of the same file decomposed.
 */
function placeOf(seed: number, name: string): string {
  return createHash('sha256').update(`${seed}\0${name.normalize('NFC')}`).digest('hex').slice(0, 16);
}

/** `total` in equal parts. Which classes get one more where it does not come out even depends on the seed and their names. */
function evenly(total: number, classes: readonly string[], seed: number): number[] {
  const inOrder = classes
    .map((name, index) => ({ index, place: placeOf(seed, `class ${name}`) }))
    .sort((left, right) => byCodePoint(left.place, right.place));
  const more = new Set(inOrder.slice(0, total % classes.length).map(({ index }) => index));
  return classes.map((_, index) => Math.floor(total / classes.length) + (more.has(index) ? 1 : 0));
}

/**
 * `total` in proportion to `counts`, by largest remainder (Hamilton's method; of equal remainders the earlier class's).
 * Whole numbers only: nothing is rounded, so nothing can be rounded differently elsewhere.
 */
function byShare(total: number, counts: readonly number[]): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const takes = counts.map((count) => ({ take: Math.floor((total * count) / all), remainder: (total * count) % all }));
  const left = total - takes.reduce((sum, { take }) => sum + take, 0);
  const order = takes.map((_, i) => i).sort((a, b) => (takes[b]?.remainder ?? 0) - (takes[a]?.remainder ?? 0) || a - b);
  const more = new Set(order.slice(0, left));
  return takes.map(({ take }, i) => take + (more.has(i) ? 1 : 0));
}
