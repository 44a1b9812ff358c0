import { totalmem } from 'node:os';
import { formatBytes, type TrainOptions } from '../config/index.js';
import { freeMemory } from '../pipeline/index.js';
import { errors } from './errors.js';
import { estimateMemory, type Counts, type MemoryEstimate } from './memory.js';
import type { Recipe } from './recipes/recipe.js';

/** Bytes of a machine, or of the container that the process is confined to. */
export interface MachineMemory {
  readonly total: number;
  readonly free: number;
}

export function machineMemory(): MachineMemory {
  const confined = process.constrainedMemory();
  const total = confined > 0 ? Math.min(totalmem(), confined) : totalmem();
  return { total, free: Math.min(total, freeMemory()) };
}

/**
 * Refuses a run that this machine cannot hold, before TensorFlow aborts in the middle of it.
 * @returns the memory that the run needs and that is free, if it may be tight; else null
 * @throws WrongCommand with the numbers and the options to lower
 */
export function checkMemory(options: TrainOptions, recipe: Recipe, counts: Counts, machine = machineMemory()): { needed: string; free: string } | null {
  const estimate = estimateMemory(options, recipe, counts);
  // On a GPU, weights and activations lie in its own memory, whose size is known only once the engine is loaded.
  const needed = options.engine === 'gpu' ? estimate.total - estimate.activations - estimate.weights : estimate.total;
  if (needed > machine.total) {
    const parts = `activations ${formatBytes(estimate.activations)}, pictures ${formatBytes(estimate.pictures)}, weights ${formatBytes(estimate.weights)}${estimate.features > 0 ? `, features ${formatBytes(estimate.features)}` : ''}`;
    throw errors.memory(formatBytes(needed), formatBytes(machine.total), parts, optionsToLower(options, estimate, counts));
  }
  return needed > machine.free ? { needed: formatBytes(needed), free: formatBytes(machine.free) } : null;
}

function optionsToLower({ cache }: TrainOptions, { weights, activations, pictures, features }: MemoryEstimate, { labelled }: Counts): string {
  if (features > Math.max(weights, activations, pictures)) return '--labels, --val or --self-training-pictures';
  if (weights > activations && weights > pictures) return '--width or --generator-width';
  if (pictures > activations) return cache === 'ram' ? '--size or --batch, or turn --cache off' : '--size, --batch or --prefetch';
  return `--batch, --size or --width (the ${labelled} labelled pictures are one batch: --labels)`;
}
