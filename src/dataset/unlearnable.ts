import { pluralize } from '../config/index.js';
import { listed } from './errors.js';
import type { Split } from './types.js';

/** Returns a sentence about classes of which the labelled part has no sample. */
export function describeUnlearnable({ classes, labelled }: Pick<Split, 'classes' | 'labelled'>): string[] {
  const shown = new Set(labelled.map((sample) => sample.class));
  const unlearnable = classes.filter((_, index) => !shown.has(index));
  if (unlearnable.length === 0) return [];
  return [`${pluralize(unlearnable.length, 'class has', 'classes have')} no labelled sample, so the classifier cannot learn ${unlearnable.length === 1 ? 'it' : 'them'}: ${listed(unlearnable)}. Label some, or remove the class from the split file.`];
}
