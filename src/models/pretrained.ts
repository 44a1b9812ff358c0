import { fileURLToPath } from 'node:url';
import type { ClassifierShape } from './classifier.js';

/** The weights that ship with whisker, by network. weights/NOTICE.md says where they come from. */
const files: Readonly<Partial<Record<ClassifierShape['model'], string>>> = { 'efficientnet-lite0': 'efficientnet-lite0.safetensors' };

/** Returns the path of a network's own pretrained weights; null where it has none. */
export function pretrainedWeights(model: ClassifierShape['model']): string | null {
  const file = files[model];
  return file === undefined ? null : fileURLToPath(new URL(`../../weights/${file}`, import.meta.url));
}
