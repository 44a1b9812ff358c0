import type { TrainOptions } from '../config/index.js';
import { ownNormalization, stagesOf, type ClassifierShape, type Freeze } from '../models/index.js';
import { errors } from './errors.js';

/** The options that a classifier's shape follows from. */
export type ClassifierSizes = Pick<TrainOptions, 'model' | 'width' | 'size'> & Partial<Pick<TrainOptions, 'stem' | 'normalize' | 'freeze' | 'body-rate'>>;

/** Returns the shape of a run's classifier. */
export function shapeOf({ model, width, size, stem = 'imagenet', normalize = 'auto', freeze = 'none', 'body-rate': bodyRate = 1 }: ClassifierSizes, outputs: number): ClassifierShape {
  return { model, outputs, width, size, stem, normalize: normalize === 'auto' ? ownNormalization(model) : normalize, freeze: freezeOf(freeze), bodyRate };
}

/** Reads `none`, `norms`, `body`, `4` or `norms,4`. */
function freezeOf(text: string): Freeze {
  if (text === 'body') return { stages: Infinity, norms: true };
  const words = text.split(',');
  return { stages: Number(words.find((word) => Number(word) > 0) ?? 0), norms: words.includes('norms') };
}

/** Pictures for which the small stem is made, pixels. */
const MAX_SMALL = 64;

/** @throws WrongCommand for options that this network does not have */
export function checkShape({ model, size, stem, freeze }: Pick<TrainOptions, 'model' | 'size' | 'stem' | 'freeze'>): void {
  if (stem === 'small' && model !== 'resnet18') throw errors.stemOfAnother(model);
  if (stem === 'small' && size > MAX_SMALL) throw errors.stemTooSmall(size, MAX_SMALL);
  const stages = stagesOf(model);
  if (freeze !== 'body' && freezeOf(freeze).stages > stages) throw errors.stages(freeze, model, stages);
}
