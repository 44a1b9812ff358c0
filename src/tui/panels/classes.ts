import { formatCount, formatPercent } from '../../config/index.js';
import { confusionsOf } from '../../events/index.js';
import { drawBar, shortened } from '../charts/index.js';
import type { Classes } from '../model/index.js';
import { cut, fit, plain, widthOf } from '../text/cells.js';
import { bold, coloured, dim, span } from '../text/line.js';
import type { Characters, Line } from '../text/span.js';

/** The most cells of a class's name, those of its accuracy, and the fewest of a list. */
const NAME = 14;
const ACCURACY = 8;
const LEAST = 26;
/** The most cells of a list, and the most of the panel that the classes take. */
const LONGEST = 48;
const SHARE = 0.5;

/** The cells of a predicted class's name: in full up to the first, or short. */
const HEADS = [8, 4] as const;

/** Returns how many cells the classes take beside the chart; 0 where there is no room for them. */
export function classesWidth(classes: Classes, width: number): number {
  const most = Math.floor(width * SHARE);
  const matrix = matrixFor(classes, most);
  if (matrix !== null) return Math.min(most, Math.max(LEAST, matrix.width));
  return most >= LEAST ? Math.min(most, LONGEST) : 0;
}

/** Returns the confusion matrix, or where it does not fit the accuracy of each class, the lowest first, and the most frequent mistakes. */
export function classLines(classes: Classes, width: number, height: number, characters: Characters): readonly Line[] {
  const matrix = matrixFor(classes, width);
  return matrix !== null && classes.names.length + 3 <= height ? matrixLines(classes, matrix) : listLines(classes, width, height, characters);
}

interface Matrix {
  readonly pictures: readonly (readonly number[])[];
  readonly heads: readonly string[];
  /** Cells of a true class's name, of a column, and of all. */
  readonly name: number;
  readonly cell: number;
  readonly width: number;
}

/** Returns a matrix with the longest names of predicted classes that fit; null where none does. */
function matrixFor({ names, confusion }: Classes, most: number): Matrix | null {
  if (confusion === null) return null;
  const known = names.map(plain);
  const name = Math.min(NAME, Math.max(4, ...known.map(widthOf)));
  const digits = Math.max(...confusion.flat().map((pictures) => formatCount(pictures).length));
  for (const longest of HEADS) {
    const heads = shortened(known, longest, 'braille');
    const cell = Math.max(digits, ...heads.map(widthOf)) + 2;
    const width = name + ACCURACY + names.length * cell;
    if (width <= most) return { pictures: confusion, heads, name, cell, width };
  }
  return null;
}

/** A row for each true class: its name, its accuracy, and the pictures of each predicted class. */
function matrixLines({ names, perClass, epoch }: Classes, { pictures, heads, name, cell }: Matrix): readonly Line[] {
  const column = (text: string): string => ' '.repeat(Math.max(2, cell - widthOf(text))) + text;
  return [
    [dim(`${fit('true', name)}   right`), ...heads.map((head) => dim(column(head)))],
    ...pictures.map((row, truth): Line => {
      const most = Math.max(...row.filter((_, predicted) => predicted !== truth));
      return [
        span(fit(plain(names[truth] ?? ''), name)), bold(percentOf(perClass[truth]).padStart(ACCURACY)),
        ...row.map((count, predicted) => {
          const text = column(formatCount(count));
          return predicted === truth ? coloured(text, 'green') : count === 0 ? dim(text) : count === most ? bold(text, 'orange') : span(text);
        }),
      ];
    }),
    [dim('columns: predicted as')],
    [dim(`after epoch ${formatCount(epoch)}`)],
  ];
}

function listLines({ names, perClass, confusion, epoch }: Classes, width: number, height: number, characters: Characters): readonly Line[] {
  const mistakes = confusionsOf(confusion ?? []);
  const order = perClass.map((accuracy, index) => ({ accuracy, index })).toSorted((one, other) => (one.accuracy ?? 2) - (other.accuracy ?? 2));
  const rows = height - 1;
  const shown = order.length <= rows ? order.length : Math.max(1, rows - 1);
  const bar = width - NAME - ACCURACY - 1;
  const list = order.slice(0, shown).map(({ accuracy, index }): Line => [
    span(fit(plain(names[index] ?? ''), NAME)), bold(percentOf(accuracy).padStart(ACCURACY)), span(' '),
    ...drawBar({ width: bar, share: accuracy ?? 0, characters, colour: 'green' }),
  ]);
  const more = order.length - shown;
  const left = rows - list.length - 2;
  return [
    [dim(`right, after epoch ${formatCount(epoch)}`)],
    ...list,
    ...(more === 0 ? [] : [[dim(`${formatCount(more)} more, all better`)]]),
    ...(left < 1 || mistakes.length === 0 ? [] : [[], [dim('most frequent mistakes: true → predicted')]]),
    ...mistakes.slice(0, Math.max(0, left - 1)).map(({ truth, predicted, count }): Line => [
      bold(formatCount(count).padStart(5)), span(` ${cut(plain(names[truth] ?? ''), NAME)} → ${cut(plain(names[predicted] ?? ''), NAME)}`),
    ]),
  ];
}

const percentOf = (accuracy: number | null | undefined): string => (accuracy === null || accuracy === undefined ? '–' : formatPercent(accuracy, 1));
