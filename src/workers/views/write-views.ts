import type { DecodeTask } from '../types.js';
import { createViewer, type Viewer } from './view.js';

/** This thread's viewer, once it has computed a view. */
let viewer: Viewer | undefined;

/**
 * Computes the views of a decoded picture, and passes each to `write`.
 * @param pixels `decodedSize * decodedSize * 3` bytes
 */
export function computeViews({ views, size, decodedSize }: Pick<DecodeTask, 'views' | 'size' | 'decodedSize'>, pixels: Uint8Array, write: (view: Uint8Array, index: number) => void): void {
  let loaded: Viewer | null = null;
  for (const [index, transform] of views.entries()) {
    if (transform === null) write(pixels, index);
    else {
      if (loaded === null) {
        loaded = viewer ??= createViewer();
        loaded.load(pixels, decodedSize);
      }
      write(loaded.compute(transform, size), index);
    }
  }
}

/** Computes the views of a decoded picture, each at its place in the target. */
export function writeViews(task: Pick<DecodeTask, 'views' | 'size' | 'decodedSize' | 'target' | 'offsets'>, pixels: Uint8Array): void {
  computeViews(task, pixels, (view, index) => new Uint8Array(task.target, task.offsets[index], view.length).set(view));
}
