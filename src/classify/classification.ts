import { softmax } from '../training/index.js';
import type { Classification } from './classifier.js';

/** @param logits one for each class */
export function classificationOf(name: string, logits: Float32Array, classes: readonly string[]): Classification {
  const probabilities = softmax(logits)
    .map((probability, index) => ({ class: classes[index], probability }))
    .sort((left, right) => right.probability - left.probability);
  const [{ class: best, probability: confidence }] = probabilities;
  return { name, class: best, confidence, probabilities, logits: [...logits] };
}
