import { formatPercent } from '../../config/index.js';
import { chart, type Series } from '../chart.js';
import { namesOf } from '../csv.js';
import { pair } from '../parts.js';
import type { RunFolder } from '../read.js';
import type { Section } from '../page.js';
import type { RunSummary } from '../summary.js';

/** Returns accuracy and losses over the epochs. */
export const curvesSection = ({ summary }: RunFolder): Section => ({ title: 'Curves', body: [pair(accuracyChart(summary), lossChart(summary))] });

function accuracyChart({ epochs, best }: RunSummary) {
  const series: Series[] = [
    { name: 'validation accuracy', style: 0, points: epochs.map(({ epoch, val }) => [epoch, val.accuracy] as const) },
    ...curvesOf(epochs, ({ shares = {} }) => shares),
  ];
  const mark = best && { x: best.epoch, y: best.val.accuracy, text: `best: ${formatPercent(best.val.accuracy)}, epoch ${best.epoch}` };
  return chart({ title: series.length === 1 ? 'Validation accuracy' : 'Accuracy', x: 'epoch', unit: 'percent', series, ...(mark && { mark }) });
}

function lossChart({ epochs }: RunSummary) {
  const validation: Series = { name: 'validation', style: 0, points: epochs.map(({ epoch, val }) => [epoch, val.loss] as const) };
  return chart({ title: 'Losses', x: 'epoch', unit: 'number', series: [validation, ...curvesOf(epochs, ({ losses }) => losses)] });
}

/** Returns a curve for each name of some numbers of the epochs. */
const curvesOf = (epochs: RunSummary['epochs'], numbersOf: (epoch: RunSummary['epochs'][number]) => Readonly<Record<string, number>>): Series[] =>
  namesOf(epochs.map(numbersOf)).map((name, index) => ({ name, style: index + 1, points: epochs.map((epoch) => [epoch.epoch, numbersOf(epoch)[name] ?? NaN] as const) }));
