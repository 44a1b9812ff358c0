import { createHash } from 'node:crypto';
import { pluralize } from '../config/index.js';
import { byCodePoint } from './code-points.js';
import { errors, quoted } from './errors.js';
import { byName, nfc } from './names.js';
import type { Dataset, LabelledSample, Split } from './types.js';

/** Number of samples in each part, whole and not negative. The rest is unlabelled. */
export interface SplitSizes {
  readonly labels: number;
  readonly val: number;
  readonly test: number;
  /** 0 to 2^32 - 1. The same seed gives the same split of the same dataset on every machine. */
  readonly seed: number;
  /** What to do about a class that has too few samples: refuse the split, or divide what the class has, at least one sample labelled. @default 'refuse' */
  readonly 'small-classes'?: 'refuse' | 'keep';
}

/** Number of samples of one class in each part. */
interface ClassSizes {
  readonly labelled: number;
  readonly val: number;
  readonly test: number;
}

/**
 * Divides the samples of a dataset into four parts. The labelled part has the same number of each class, give or take one.
 * Validation and test have each class in proportion to the dataset. The samples of each class are sorted by a hash of (seed,
 * path); test takes the first ones, then validation, then labels. So the parts hardly change if a picture is added or the
 * number of labels is lowered.
 * @throws WrongCommand if a class has too few samples and `small-classes` is not `keep`, or would have no label
 */
export function split(dataset: Dataset, { labels, val, test, seed, 'small-classes': small = 'refuse' }: SplitSizes): Split {
  const { classes, root } = dataset;
  if (classes.length === 0) throw errors.tooFewClasses(root, classes, 1);
  if (labels < classes.length) throw errors.fewerLabelsThanClasses(labels, classes.length);
  const pathsByClass = shuffledPaths(dataset, seed);
  const counts = pathsByClass.map((paths) => paths.length);
  const sizes = {
    test: inProportion(test, counts),
    val: inProportion(val, counts),
    labelled: evenly(labels, classes, seed),
  };
  const parts: Record<keyof typeof sizes, LabelledSample[]> = { test: [], val: [], labelled: [] };
  const kept: string[] = [];
  const unlabelled = dataset.samples.filter((sample) => sample.class === null).map((sample) => sample.path);
  for (const [index, paths] of pathsByClass.entries()) {
    const asked: ClassSizes = { test: sizes.test[index] ?? 0, val: sizes.val[index] ?? 0, labelled: sizes.labelled[index] ?? 0 };
    const isSmall = asked.test + asked.val + asked.labelled > paths.length;
    if (isSmall && small === 'refuse') throw errors.tooFewSamples(classes[index] ?? '', paths.length, asked);
    const wanted = isSmall ? shrunk(asked, paths.length) : asked;
    if (isSmall) kept.push(`${quoted(classes[index] ?? '')} (${wanted.labelled} labelled, ${wanted.val} val, ${wanted.test} test)`);
    let used = 0;
    for (const part of ['test', 'val', 'labelled'] as const) {
      for (const path of paths.slice(used, used + wanted[part])) parts[part].push({ path, class: index });
      used += wanted[part];
    }
    for (const path of paths.slice(used)) unlabelled.push(path);
  }
  return {
    root,
    classes,
    seed,
    labelled: byPath(parts.labelled),
    val: byPath(parts.val),
    test: byPath(parts.test),
    unlabelled: unlabelled.sort(byName),
    ...(kept.length > 0 && { notes: [describeKept(kept)] }),
  };
}

/** Divides the samples of a class in the proportion asked for. One of them is labelled, so that the class can be learned. */
function shrunk({ labelled, val, test }: ClassSizes, count: number): ClassSizes {
  const [ofLabelled = 0, ofVal = 0, ofTest = 0] = inProportion(count, [labelled, val, test]);
  if (ofLabelled > 0 || count === 0) return { labelled: ofLabelled, val: ofVal, test: ofTest };
  return ofVal > ofTest ? { labelled: 1, val: ofVal - 1, test: ofTest } : { labelled: 1, val: ofVal, test: ofTest - 1 };
}

const describeKept = (kept: readonly string[]): string =>
  `${pluralize(kept.length, 'class has', 'classes have')} fewer samples than the split asks for, and give${kept.length === 1 ? 's' : ''} what there is: ${kept.slice(0, 3).join(', ')}${kept.length > 3 ? ', …' : ''}.`;

const byPath = (samples: LabelledSample[]): LabelledSample[] => samples.sort((left, right) => byName(left.path, right.path));

/** Returns the paths of each class, sorted by hash. */
function shuffledPaths(dataset: Dataset, seed: number): string[][] {
  const byClass = dataset.classes.map((): { readonly path: string; readonly hash: string }[] => []);
  for (const { path, class: index } of dataset.samples) {
    if (index !== null) byClass[index]?.push({ path, hash: hashOf(seed, path) });
  }
  return byClass.map((hashed) =>
    hashed.sort((left, right) => byCodePoint(left.hash, right.hash) || byCodePoint(left.path, right.path)).map(({ path }) => path),
  );
}

/**
 * Returns the first 64 bits of the SHA-256 of "seed NUL name" in UTF-8, as hex digits. The name is normalized to NFC first,
 * because macOS may store the same file name decomposed.
 */
function hashOf(seed: number, name: string): string {
  return createHash('sha256').update(`${seed}\0${nfc(name)}`).digest('hex').slice(0, 16);
}

/** Divides `total` evenly between the classes. A hash of the seed and the class name decides which classes get one more. */
function evenly(total: number, classes: readonly string[], seed: number): number[] {
  const inOrder = classes
    .map((name, index) => ({ index, hash: hashOf(seed, `class ${name}`) }))
    .sort((left, right) => byCodePoint(left.hash, right.hash));
  const more = new Set(inOrder.slice(0, total % classes.length).map(({ index }) => index));
  return classes.map((_, index) => Math.floor(total / classes.length) + (more.has(index) ? 1 : 0));
}

/**
 * Divides `total` in proportion to `counts` by the largest remainders (Hamilton's method; of two equal remainders the earlier
 * class wins). Uses whole numbers only, so no machine can round differently.
 */
function inProportion(total: number, counts: readonly number[]): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const shares = counts.map((count) => ({ size: Math.floor((total * count) / all), remainder: (total * count) % all }));
  const left = total - shares.reduce((sum, { size }) => sum + size, 0);
  const order = shares.map((_, i) => i).sort((a, b) => (shares[b]?.remainder ?? 0) - (shares[a]?.remainder ?? 0) || a - b);
  const more = new Set(order.slice(0, left));
  return shares.map(({ size }, i) => size + (more.has(i) ? 1 : 0));
}
