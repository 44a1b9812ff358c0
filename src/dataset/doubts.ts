import { pluralize } from '../config/index.js';
import { listed } from './errors.js';
import type { Split } from './types.js';

/** Returns sentences about classes that a split cannot teach or cannot measure. */
export function describeDoubts({ notes = [], ...split }: Pick<Split, 'classes' | 'labelled' | 'val' | 'test' | 'notes'>): string[] {
  const unlearnable = classesWithout(split, 'labelled');
  return [
    ...notes,
    ...(unlearnable.length === 0 ? [] : [
      `${pluralize(unlearnable.length, 'class has', 'classes have')} no labelled sample, so the classifier cannot learn ${them(unlearnable)}: ${listed(unlearnable)}. Label some, or remove the class from the split file.`,
    ]),
    ...(['val', 'test'] as const).flatMap((part) => {
      const unmeasured = classesWithout(split, part);
      return unmeasured.length === 0 ? [] : [`${pluralize(unmeasured.length, 'class has', 'classes have')} no ${part} sample, so the ${part} accuracy says nothing about ${them(unmeasured)}: ${listed(unmeasured)}.`];
    }),
  ];
}

function classesWithout(split: Pick<Split, 'classes' | 'labelled' | 'val' | 'test'>, part: 'labelled' | 'val' | 'test'): string[] {
  const shown = new Set(split[part].map((sample) => sample.class));
  return split.classes.filter((_, index) => !shown.has(index));
}

const them = (names: readonly string[]): string => (names.length === 1 ? 'it' : 'them');
