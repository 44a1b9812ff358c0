import { tensor2d } from '@tensorflow/tfjs-core';
import { normals } from '../../engine/index.js';
import type { Generator } from '../../models/index.js';
import { gridOf } from './grid.js';

/** Pictures in a grid, and in one pass of the generator. */
const PICTURES = 64;
const PASS = 16;
const COLUMNS = 8;

/** Returns the sample grid as a PNG: pictures of the same noise in every epoch. */
export const sampleGrid = async (generator: Generator, seed: number): Promise<Uint8Array> => gridOf(await generateSamples(generator, seed), generator.size, COLUMNS);

/** Returns the samples: float32 RGB in [0, 1], NHWC. */
async function generateSamples(generator: Generator, seed: number): Promise<Float32Array> {
  const noise = normals(seed, 'grid', 0, PICTURES * generator.noise);
  const perPicture = generator.size * generator.size * 3;
  const all = new Float32Array(PICTURES * perPicture);
  for (let first = 0; first < PICTURES; first += PASS) {
    const z = tensor2d(noise.subarray(first * generator.noise, (first + PASS) * generator.noise), [PASS, generator.noise]);
    const pictures = await generator.generate(z).finally(() => z.dispose());
    try {
      all.set(Float32Array.from(await pictures.data()), first * perPicture);
    } finally {
      pictures.dispose();
    }
  }
  return all;
}
