import { pluralize } from '../../config/index.js';
import { confusionTable } from '../confusion.js';
import type { RunGroup } from '../groups.js';
import { markup } from '../markup.js';
import type { Section } from '../page.js';
import { soft } from '../parts.js';

/** Returns the confusion matrix of each group, added up over its runs. */
export function confusionsSection(groups: readonly RunGroup[]): Section[] {
  const tables = groups.flatMap(({ name, tested }) => {
    const evaluations = tested.flatMap(({ run: { evaluation } }) => (evaluation === undefined ? [] : [evaluation]));
    const [first] = evaluations;
    if (first === undefined) return [];
    const confusion = first.confusion.map((row, truth) => row.map((_, predicted) => evaluations.reduce((sum, one) => sum + (one.confusion[truth]?.[predicted] ?? 0), 0)));
    return [markup`<div><h3>${name}, ${pluralize(evaluations.length, 'run')}</h3>${confusionTable({ classes: first.classes, confusion })}</div>`];
  });
  return tables.length === 0 ? [] : [{
    title: 'Confusion matrices', body: [soft('Each row is a true class, each column a predicted one. The pictures of all runs of a recipe are added up.'), markup`<div class="pair">${tables}</div>`],
  }];
}
