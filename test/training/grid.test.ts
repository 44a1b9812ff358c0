import sharp from 'sharp';
import { expect, it } from 'vitest';
import { gridOf } from '../../src/training/run/grid.js';

it('puts pictures side by side, row by row, two pixels apart', async () => {
  const size = 3;
  const pictures = new Float32Array(5 * size * size * 3);
  for (let picture = 0; picture < 5; picture += 1) pictures.fill((picture + 1) / 10, picture * 27, (picture + 1) * 27);
  const { data, info } = await sharp(await gridOf(pictures, size, 4)).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([4 * 3 + 3 * 2, 2 * 3 + 2, 3]);
  const at = (x: number, y: number) => data[(y * info.width + x) * 3];
  expect([at(0, 0), at(2, 2), at(3, 0), at(4, 1), at(5, 0), at(15, 0), at(0, 5)]).toEqual([26, 26, 0, 0, 51, 102, 128]);
  expect(at(17, 7)).toBe(0);
});

it('clamps values outside of [0, 1]', async () => {
  const { data } = await sharp(await gridOf(Float32Array.of(-1, 0.5, 2), 1, 8)).raw().toBuffer({ resolveWithObject: true });
  expect([...data.subarray(0, 3)]).toEqual([0, 128, 255]);
});
