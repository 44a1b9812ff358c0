import { formatCount, formatPercent, pluralize, printable } from '../config/index.js';
import { confusionsOf } from '../events/index.js';
import type { Evaluation } from '../training/index.js';
import { shortened } from './fit.js';
import { aligned, loss, share } from './format.js';

/** Most classes whose confusion matrix is printed. */
const MATRIX_CLASSES = 20;
/** Confusions that are listed where there is no matrix. */
const CONFUSIONS = 10;
/** Characters of a class's name at least. */
const SHORTEST_NAME = 8;
const INDENT = '  ';

/**
 * Returns an evaluation as text of at most `width` columns: a row for each class, and the confusion matrix beside it, or below it where
 * it is too wide. The columns of one too wide for its names have numbers. Where there is no room for numbers either, or there are more
 * than 20 classes, the most frequent confusions take its place.
 */
export function evaluationTable(evaluation: Evaluation, width: number): string {
  const { accuracy, loss: crossEntropy, count, classes, confusion } = evaluation;
  const room = width - INDENT.length;
  const rows = rowsOf(evaluation);
  const counts = confusion.map((row) => row.map(formatCount));
  const names = classes.map((name, index) => printable(index === 0 ? `predicted ${name}` : name));
  const both = aligned(rows.map((row, index) => [...row, ...(index === 0 ? names : (counts[index - 1] ?? []))]));
  const hasMatrix = classes.length <= MATRIX_CLASSES;
  const below = hasMatrix && fits(both, room) ? [] : (hasMatrix ? matrixBelow(evaluation, counts, room) : undefined) ?? confusionsBelow(evaluation, room);
  const table = below.length === 0 ? both : fittedRows(rows, room);
  return [
    `accuracy ${formatPercent(accuracy)}, loss ${loss(crossEntropy).trim()}, ${pluralize(count, 'picture')}`,
    ...[...table, ...below].map((line) => `${INDENT}${line}`.trimEnd()), '',
  ].join('\n');
}

const fits = (lines: readonly string[], width: number): boolean => lines.every(({ length }) => length <= width);

/** The titles, and a row for each class. */
function rowsOf({ perClass }: Evaluation): readonly (readonly string[])[] {
  const orNone = (value: number | null): string => (value === null ? '–' : share(value));
  return [['class', 'pictures', 'accuracy', 'precision'], ...perClass.map((row) => [printable(row.class), formatCount(row.count), orNone(row.accuracy), orNone(row.precision)])];
}

/** Aligns rows, with names as long as fit. */
function fittedRows(rows: readonly (readonly string[])[], width: number, gap = '   '): string[] {
  const lines = aligned(rows, gap);
  if (fits(lines, width)) return lines;
  const longest = Math.max(...rows.map(([name = '']) => name.length));
  const rest = Math.max(...lines.map(({ length }) => length)) - longest;
  return aligned(rows.map(([name = '', ...cells]) => [shortened(name, Math.max(SHORTEST_NAME, width - rest)), ...cells]), gap);
}

/** The confusion matrix, with classes by their numbers where their names are too long; undefined where that is too wide, too. */
function matrixBelow({ classes }: Evaluation, counts: readonly (readonly string[])[], width: number): string[] | undefined {
  const named = aligned([['true', ...classes.map(printable)], ...classes.map((name, index) => [printable(name), ...(counts[index] ?? [])])], '  ');
  if (fits(named, width)) return ['', 'predicted class:', ...named];
  const number = (index: number): string => String(index + 1);
  const head = ['true', ...classes.map((_, index) => number(index))];
  const numbered = fittedRows([head, ...classes.map((name, index) => [`${number(index).padStart(number(classes.length - 1).length)} ${printable(name)}`, ...(counts[index] ?? [])])], width, '  ');
  return fits(numbered, width) ? ['', 'predicted class, by its number:', ...numbered] : undefined;
}

/** The most frequent confusions: pictures of one class that were taken for another. */
function confusionsBelow({ classes, confusion, perClass }: Evaluation, width: number): string[] {
  const pairs = confusionsOf(confusion);
  const most = pairs.slice(0, CONFUSIONS);
  if (most.length === 0) return ['', 'no confusions'];
  const name = Math.max(SHORTEST_NAME, Math.floor((width - '  taken for    pictures  of its class'.length) / 2));
  const rows = most.map(({ truth, predicted, count }) => [
    `${shortened(printable(classes[truth] ?? ''), name)} taken for ${shortened(printable(classes[predicted] ?? ''), name)}`, formatCount(count), share(count / Math.max(1, perClass[truth]?.count ?? 0)),
  ]);
  const title = pairs.length > most.length ? `most frequent of ${pluralize(pairs.length, 'confusion')}` : 'confusions';
  return ['', ...aligned([[title, 'pictures', 'of its class'], ...rows], '  ')];
}
