import { join } from 'node:path';
import { expect, it } from 'vitest';
import { uvThreadsOf } from './built.js';

const files: Readonly<Record<string, string>> = {
  'my.yaml': 'preset: tiny\nuv-threads: 5\n',
  'none.yaml': 'preset: tiny\n# uv-threads: 7\nuv-threads: auto\n',
  [join('runs', 'one', 'run.yaml')]: 'uv-threads: 6 # and why\n',
  'whisker.tuned.yaml': 'workers: 2\nuv-threads: 4\nabout: {}\n',
};
const read = (file: string): string => files[file] ?? expect.fail(`no ${file}`);

it.each<[typed: string, threads: number | undefined]>([
  ['train pictures --uv-threads 9 --config my.yaml', 9],
  ['train pictures --uv-threads=9', 9],
  ['train pictures --config my.yaml', 5],
  ['train pictures --config=my.yaml', 5],
  ['train pictures --config none.yaml', 4],
  ['train pictures --config gone.yaml', 4],
  ['train --resume runs/one', 6],
  ['train pictures', 4],
  ['compare pictures', 4],
  ['train pictures --uv-threads auto', undefined],
  ['train pictures --uv-threads 0', undefined],
  ['train pictures --uv-threads many', undefined],
  ['report runs/one', undefined],
  ['', undefined],
])('whisker %s: %s', (typed, threads) => {
  expect(uvThreadsOf(typed.split(' '), read)).toBe(threads);
});

it('there is no number when no file can be read', () => {
  expect(uvThreadsOf(['train', 'pictures'], () => { throw new Error('EACCES'); })).toBeUndefined();
});
