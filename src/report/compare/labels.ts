import type { Axis } from '../../chart/index.js';
import { formatCount } from '../../config/index.js';
import { chart, type Series } from '../chart.js';
import type { RunGroup } from '../groups.js';
import type { Section } from '../page.js';
import { pair, soft } from '../parts.js';

/** Facts that follow from the number of labels. */
const WITH_LABELS = ['labels', 'counts', 'steps per epoch', 'epochs', 'labelled-batch'];

/** Returns test accuracy over the number of labels, where runs differ in it. */
export function labelsSection(groups: readonly RunGroup[]): Section[] {
  const families = new Map<string, RunGroup[]>();
  for (const group of groups) {
    const key = JSON.stringify([...group.facts].filter(([name]) => !WITH_LABELS.includes(name)));
    families.set(key, [...(families.get(key) ?? []), group]);
  }
  const curves = [...families.values()].map(pointsOf).filter((points) => new Set(points.map(({ labels }) => labels)).size > 1);
  if (curves.length === 0) return [];
  const named = curves.map((points) => points[0]?.recipe ?? '');
  const series = curves.map((points, style): Series => ({
    name: named.filter((name) => name === named[style]).length === 1 ? named[style] ?? '' : `${named[style]} ${style + 1}`, style, dots: true,
    points: points.map(({ labels, mean }) => [labels, mean]), band: points.map(({ labels, low, high }) => [labels, low, high]),
  }));
  return [{
    title: 'Labels',
    body: [
      soft('Accuracy for each number of labels: the mean over the splits, with the range from the lowest to the highest.'),
      pair(chart({ title: 'Test accuracy', x: 'labels', unit: 'percent', series, xAxis: logAxis([...new Set(curves.flat().map(({ labels }) => labels))].sort((a, b) => a - b)) })),
    ],
  }];
}

/** Returns the results of some groups by their number of labels, ascending. */
function pointsOf(groups: readonly RunGroup[]) {
  const byLabels = new Map<number, number[]>();
  for (const { tested } of groups) {
    for (const { run, accuracy } of tested) {
      const labels = run.summary.start?.counts.labelled ?? 0;
      byLabels.set(labels, [...(byLabels.get(labels) ?? []), accuracy]);
    }
  }
  return [...byLabels].sort(([a], [b]) => a - b).map(([labels, values]) => ({
    recipe: groups[0]?.recipe, labels, mean: values.reduce((sum, value) => sum + value, 0) / values.length, low: Math.min(...values), high: Math.max(...values),
  }));
}

/** Ten labels more are worth less where there are a hundred, so equal distances are equal factors. @param values ascending, above 0 */
function logAxis(values: readonly number[]): Axis {
  const [low = 1, high = 1] = [values[0], values.at(-1)];
  return { ticks: values.map((value) => ({ value, label: formatCount(value) })), share: (value) => Math.log(value / low) / Math.log(high / low) };
}
