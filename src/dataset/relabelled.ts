import { pluralize } from '../config/index.js';
import { quoted } from './errors.js';
import type { Dataset, Split } from './types.js';

/** Returns sentences about samples to which the data gives another class than the split, which is the one that counts. */
export function describeRelabelled(split: Split, { classes, samples }: Pick<Dataset, 'classes' | 'samples'>): string[] {
  const now = new Map(samples.map(({ path, class: index }) => [path, index]));
  const other = [...split.labelled, ...split.val, ...split.test].flatMap(({ path, class: index }) => {
    const inSplit = split.classes[index] ?? '';
    const inData = classes[now.get(path) ?? -1];
    return inData === undefined || inData === inSplit ? [] : [`${quoted(path)} is ${quoted(inSplit)} in the split and ${quoted(inData)} in the data`];
  });
  if (other.length === 0) return [];
  return [
    `${pluralize(other.length, 'sample has', 'samples have')} another class in the data than in the split: ${other.slice(0, 3).join('; ')}${other.length > 3 ? '; …' : ''}. ` +
      'The classes of the split are used. If those of the data are right, make a new split, or correct the split file.',
  ];
}
