import { chart, type Series } from '../chart.js';
import type { RunGroup } from '../groups.js';
import type { Markup } from '../markup.js';
import type { RunFolder } from '../read.js';

/**
 * Draws validation accuracy over the share of the epochs, because recipes differ in the length of an epoch and in their number. Runs
 * of a group become their mean and a band from the lowest to the highest.
 */
export function validationChart(runs: readonly RunFolder[], groups: readonly RunGroup[]): Markup {
  const untested = runs.filter((run) => !groups.some(({ tested }) => tested.some((one) => one.run === run)));
  const series = [...groups.map(({ name, tested }) => ({ name, runs: tested.map(({ run }) => run) })), ...untested.map((run) => ({ name: run.name, runs: [run] }))];
  const isBanded = series.some(({ runs: all }) => all.length > 1);
  return chart({
    title: isBanded ? 'Validation accuracy: mean, and from the lowest to the highest' : 'Validation accuracy',
    x: '% of the epochs', unit: 'percent', series: series.map(({ name, runs: all }, style) => curveOf(all.length === 1 ? all[0]?.name ?? name : name, all, style)),
  });
}

function curveOf(name: string, runs: readonly RunFolder[], style: number): Series {
  const accuracies = runs.map(({ summary: { epochs } }) => new Map(epochs.map(({ epoch, val }) => [epoch, val.accuracy])));
  const planned = runs[0]?.summary.start?.epochs ?? 1;
  // One that stopped early would move the mean where it ends.
  const common = [...(accuracies[0]?.keys() ?? [])].filter((epoch) => accuracies.every((one) => one.has(epoch)));
  const ranges = common.map((epoch) => {
    const values = accuracies.map((one) => one.get(epoch) ?? NaN);
    return { x: (epoch / planned) * 100, mean: values.reduce((sum, value) => sum + value, 0) / values.length, low: Math.min(...values), high: Math.max(...values) };
  });
  return { name, style, points: ranges.map(({ x, mean }) => [x, mean]), ...(runs.length > 1 && { band: ranges.map(({ x, low, high }) => [x, low, high]) }) };
}
