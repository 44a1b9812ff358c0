import { tensor4d } from '@tensorflow/tfjs-core';
import sharp from 'sharp';
import { beforeAll, expect, it } from 'vitest';
import { loadEngine } from '../../src/engine/index.js';
import { showsViews, viewsGrid } from '../../src/training/run/views-grid.js';

beforeAll(async () => void (await loadEngine('wasm', { report: () => undefined })));

const SIZE = 2;
/** Returns pictures of one gray value each. */
const pictures = (values: readonly number[]) => tensor4d(values.flatMap((value) => Array.from({ length: SIZE * SIZE * 3 }, () => value)), [values.length, SIZE, SIZE, 3]);
const batch = (views: Readonly<Record<string, readonly number[]>>) =>
  ({ views: Object.fromEntries(Object.entries(views).map(([name, values]) => [name, pictures(values)])), labels: new Int32Array(), indices: new Int32Array() });

it('has a row for each view of each input, with as many pictures as the smallest batch has', async () => {
  const { png, rows } = await viewsGrid({ labelled: batch({ pictures: [0.2, 0.4] }), unlabelled: batch({ weak: [0.6, 0.8, 1], strong: [0, 0.4, 1] }) }, SIZE);
  expect(rows).toEqual(['labelled', 'unlabelled weak', 'unlabelled strong']);
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([2 * SIZE + 2, 3 * SIZE + 4]);
  const at = (column: number, row: number): number | undefined => data[(row * (SIZE + 2) * info.width + column * (SIZE + 2)) * 3];
  expect([0, 1, 2].map((row) => [at(0, row), at(1, row)])).toEqual([[51, 102], [153, 204], [0, 102]]);
});

it.each([[1, [1]], [10, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]], [25, [1, 4, 7, 10, 13, 16, 19, 22, 25]]])('shows the views of at most ten of %i epochs, the first included', (epochs, shown) => {
  expect(Array.from({ length: epochs }, (_, index) => index + 1).filter((epoch) => showsViews(epoch, epochs))).toEqual(shown);
});
