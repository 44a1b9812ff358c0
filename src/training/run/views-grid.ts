import { slice } from '@tensorflow/tfjs-core';
import type { StepBatches } from '../recipes/recipe.js';
import { gridOf } from './grid.js';

/** Most pictures in a row. */
const COLUMNS = 8;
/** Most epochs of a run whose views are written. */
const EPOCHS = 10;

/** Returns whether the views of an epoch are written: those of the first, and of at most nine more, evenly spaced. @param epoch from 1 */
export const showsViews = (epoch: number, epochs: number): boolean => (epoch - 1) % Math.ceil(epochs / EPOCHS) === 0;

/**
 * Returns the first pictures of a step as the network sees them, as a PNG: a row for each view of each input.
 * @param size edge of the pictures, pixels
 */
export async function viewsGrid(batches: StepBatches, size: number): Promise<{ readonly png: Uint8Array; readonly rows: readonly string[] }> {
  const views = Object.entries(batches).flatMap(([input, batch]) => Object.entries(batch.views).map(([view, pictures]) => ({ input, view, pictures })));
  const columns = Math.min(COLUMNS, ...views.map(({ pictures }) => pictures.shape[0]));
  const perRow = columns * size * size * 3;
  const all = new Float32Array(views.length * perRow);
  for (const [row, { pictures }] of views.entries()) {
    const first = slice(pictures, 0, columns);
    try {
      all.set(await first.data(), row * perRow);
    } finally {
      first.dispose();
    }
  }
  // The only view of an input is called `pictures`: the input's name says enough.
  return { png: await gridOf(all, size, columns), rows: views.map(({ input, view }) => (view === 'pictures' ? input : `${input} ${view}`)) };
}
