import { formatCount, formatPercent } from '../../config/index.js';
import { calibrationOf } from '../calibration.js';
import { classScores, meanOf } from '../class-scores.js';
import { confusionTable, isWide } from '../confusion.js';
import { pair, soft, table, type Table } from '../parts.js';
import type { RunFolder } from '../read.js';
import { reliabilityDiagram } from '../reliability.js';
import type { Section } from '../page.js';

/** More rows would be no help. */
const MAX_ROWS = 200;

/** Returns precision, recall and F1 of each class, and the confusion matrix. */
export function classesSection({ evaluation: tested, summary: { start, epochs, best } }: RunFolder): Section[] {
  // Before the test, the validation of the best epoch.
  const validated = epochs.find(({ epoch }) => epoch === best?.epoch)?.confusion;
  const evaluation = tested ?? (start && validated && { classes: start.classes, confusion: validated });
  if (evaluation === undefined) return [];
  const scores = classScores(evaluation);
  const shown = scores.length <= MAX_ROWS ? scores : scores.toSorted((a, b) => (a.f1 ?? 0) - (b.f1 ?? 0)).slice(0, MAX_ROWS);
  const cell = (value: number | null): string => (value === null ? '–' : formatPercent(value));
  const mean = (pick: (one: (typeof scores)[number]) => number | null): string => cell(meanOf(scores.map(pick)));
  const scoresTable: Table = {
    name: 'Scores of each class', kind: 'long', head: ['class', 'pictures', 'precision', 'recall', 'F1'],
    rows: shown.map(({ name, count, precision, recall, f1 }) => [name, formatCount(count), cell(precision), cell(recall), cell(f1)]),
    totals: [['mean', '', mean(({ precision }) => precision), mean(({ recall }) => recall), mean(({ f1 }) => f1)]],
  };
  return [{
    title: tested === undefined ? 'Validation set by class' : 'Test set by class',
    body: [
      soft(`${tested === undefined ? `The weights of epoch ${best?.epoch ?? 0}. ` : ''}Precision: share of the pictures predicted as a class that are of it. Recall: share of its pictures that were found. F1: their harmonic mean.${shown.length < scores.length ? ` The ${MAX_ROWS} classes of the lowest F1:` : ''}`),
      ...(isWide(evaluation) ? [table(scoresTable), confusionTable(evaluation)] : [pair(table(scoresTable), confusionTable(evaluation))]),
    ],
  }];
}

/** A gap between confidence and accuracy that is worth a word. */
const GAP = 0.01;

/** Returns how far the confidence of the classifier can be trusted. */
export function calibrationSection({ predictions = [] }: RunFolder): Section[] {
  if (predictions.length === 0) return [];
  const calibration = calibrationOf(predictions);
  const { error, confidence, accuracy } = calibration;
  const verdict = Math.abs(confidence - accuracy) < GAP ? 'Its mean confidence fits its accuracy' : confidence > accuracy ? 'It is overconfident' : 'It is underconfident';
  return [{
    title: 'Calibration',
    body: [
      soft(`${verdict}: mean confidence ${formatPercent(confidence)}, accuracy ${formatPercent(accuracy)}. Expected calibration error (ECE) ${formatPercent(error)}, over ten bins. On the dotted line, confidence is how often the classifier is right.`),
      pair(reliabilityDiagram(calibration)),
    ],
  }];
}
