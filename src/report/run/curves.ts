import { formatPercent } from '../../config/index.js';
import { chart, type Series } from '../chart.js';
import { namesOf } from '../csv.js';
import type { Markup } from '../markup.js';
import { pair } from '../parts.js';
import type { RunFolder } from '../read.js';
import type { Section } from '../page.js';
import type { RunSummary } from '../summary.js';

/** Returns accuracy, losses, the accuracy of each class and the learning rate over the epochs. */
export const curvesSection = ({ summary }: RunFolder): Section => ({
  title: 'Curves', body: [pair(accuracyChart(summary), lossChart(summary), ...classChart(summary), ...rateChart(summary))],
});

function accuracyChart({ epochs, best }: RunSummary): Markup {
  const series: Series[] = [
    { name: 'validation accuracy', style: 0, points: epochs.map(({ epoch, val }) => [epoch, val.accuracy] as const) },
    ...curvesOf(epochs, ({ shares = {} }) => shares),
  ];
  const mark = best && { x: best.epoch, y: best.val.accuracy, text: `best: ${formatPercent(best.val.accuracy)}, epoch ${best.epoch}` };
  return chart({ title: series.length === 1 ? 'Validation accuracy' : 'Accuracy', x: 'epoch', unit: 'percent', series, ...(mark && { mark }) });
}

function lossChart({ epochs }: RunSummary): Markup {
  const validation: Series = { name: 'validation', style: 0, points: epochs.map(({ epoch, val }) => [epoch, val.loss] as const) };
  return chart({ title: 'Losses', x: 'epoch', unit: 'number', series: [validation, ...curvesOf(epochs, ({ losses }) => losses)] });
}

/** More curves would hide each other: then only the weakest classes are drawn. */
const MAX_CLASSES = 10;
const WEAKEST = 6;

/** Draws the accuracy of each class of the validation set; of many, that of the weakest in the last epoch. */
function classChart({ start, epochs }: RunSummary): Markup[] {
  const last = epochs.at(-1)?.perClass;
  if (start === undefined || last === undefined || epochs.length < 2) return [];
  const all = start.classes.map((name, index) => ({ name, index, accuracy: last[index] ?? 1 }));
  const shown = all.length <= MAX_CLASSES ? all : all.toSorted((a, b) => a.accuracy - b.accuracy).slice(0, WEAKEST);
  const title = shown.length < all.length ? `Validation accuracy of the ${WEAKEST} weakest classes` : 'Validation accuracy of each class';
  return [chart({ title, x: 'epoch', unit: 'percent', series: shown.map(({ name, index }, style) => ({ name, style, points: epochs.map(({ epoch, perClass }) => [epoch, perClass?.[index] ?? NaN] as const) })) })];
}

/** Draws the learning rate, where it changes. */
function rateChart({ epochs }: RunSummary): Markup[] {
  const points = epochs.flatMap(({ epoch, learningRate }) => (learningRate === undefined ? [] : [[epoch, learningRate] as const]));
  return new Set(points.map(([, rate]) => rate)).size < 2 ? [] : [chart({ title: 'Learning rate', x: 'epoch', unit: 'number', series: [{ name: 'learning rate', style: 0, points }] })];
}

/** Returns a curve for each name of some numbers of the epochs. */
const curvesOf = (epochs: RunSummary['epochs'], numbersOf: (epoch: RunSummary['epochs'][number]) => Readonly<Record<string, number>>): Series[] =>
  namesOf(epochs.map(numbersOf)).map((name, index) => ({ name, style: index + 1, points: epochs.map((epoch) => [epoch.epoch, numbersOf(epoch)[name] ?? NaN] as const) }));
