import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultFolder, gridPath, pathsIn, viewsPath } from '../../src/training/run/folder.js';

it('names a run by the time and the recipe', () => {
  expect(defaultFolder('sgan', new Date(2026, 0, 3, 4, 5, 6))).toBe(join('runs', '2026-01-03-04-05-06-sgan'));
});

it('names grids so that they sort by epoch', () => {
  expect(gridPath(7)).toBe('samples/epoch-0007.png');
  expect(viewsPath(7)).toBe('samples/views-0007.png');
});

it('puts the files of a run where the documentation says', () => {
  const { folder, ...paths } = pathsIn('run');
  expect(Object.values(paths).map((path) => path.slice(folder.length + 1))).toEqual([
    'run.yaml', 'split.json', 'sizes.jsonl', 'events.jsonl', 'quarantine.jsonl', 'checkpoints/best', 'checkpoints/last', 'samples', 'features', 'tensorboard', 'test.json', 'predictions.jsonl', 'lock',
  ]);
});
