import { expect, it } from 'vitest';
import { labelSplit } from '../../bench/photographs/label-split.js';

const samples = Array.from({ length: 60 }, (_, index) => [{ path: `cat.${index}.jpg`, class: 0 }, { path: `dog.${index}.jpg`, class: 1 }]).flat();
const dataset = { root: '/photographs', classes: ['cat', 'dog'], samples, fingerprint: 'f' };
const splitOf = (seed: number) => labelSplit(dataset, { labels: 10, val: 20, test: 30 }, seed);
const pathsOf = (part: readonly { readonly path: string }[]) => part.map(({ path }) => path);

it('gives each seed labels of its own, and all seeds the same validation and test pictures', () => {
  const [first, second] = [splitOf(1), splitOf(2)];
  expect(second.val).toEqual(first.val);
  expect(second.test).toEqual(first.test);
  expect(second.labelled).not.toEqual(first.labelled);
  expect(splitOf(2)).toEqual(second);
});

it.each([1, 2, 3])('puts each picture into one set (seed %i)', (seed) => {
  const { labelled, val, test, unlabelled, seed: own } = splitOf(seed);
  expect(own).toBe(seed);
  expect([labelled.length, val.length, test.length, unlabelled.length]).toEqual([10, 20, 30, 60]);
  expect([...pathsOf(labelled), ...pathsOf(val), ...pathsOf(test), ...unlabelled].toSorted()).toEqual(pathsOf(samples).toSorted());
});
