import type { RingsEvent, RingsLearner } from '../../events/index.js';
import { exactShade, nearestShade, type Rgb } from '../pictures/palette.js';
import type { Span, Style } from '../text/span.js';
import type { Theme } from '../text/theme.js';

/** How each kind of mark looks. Later ones lie over earlier ones. Inner labels are class 0, outer ones class 1. */
export const marks = {
  boundary: { character: '+', ascii: '+', style: { colour: 'yellow' } },
  unlabelled: { character: '·', ascii: '.', style: {} },
  generated: { character: '×', ascii: 'x', style: { colour: 'green' } },
  inner: { character: '●', ascii: 'o', style: { colour: 'sky', bold: true } },
  outer: { character: '■', ascii: '#', style: { colour: 'orange', bold: true } },
} as const satisfies Readonly<Record<string, { readonly character: string; readonly ascii: string; readonly style: Style }>>;
type Mark = keyof typeof marks;

/** The ground of places that D says are real, by class. In 256 colours they stay blue and red, and do not become one gray. */
const GROUNDS: readonly [Rgb, Rgb] = [[0, 24, 95], [95, 24, 0]];

/** Returns a mark as it looks in a theme. */
export const markSpan = (mark: Mark, { characters }: Pick<Theme, 'characters'>): Span => ({ text: characters === 'ascii' ? marks[mark].ascii : marks[mark].character, ...marks[mark].style });

/**
 * Returns the points and the decision boundary of a learner as `rows` strings of twice as many cells: a cell is twice as high
 * as it is wide. With 256 colours or more, the ground shows what D says is real, by class.
 */
export function drawPoints({ edge, labelled, unlabelled }: RingsEvent, { generated, field }: RingsLearner, rows: number, theme: Theme): readonly string[] {
  const columns = 2 * rows;
  const { size, odds, logZ } = field;
  const at = (row: number, column: number): number => Math.floor(((row + 0.5) / rows) * size) * size + Math.floor(((column + 0.5) / columns) * size);
  const classAt = (row: number, column: number): 0 | 1 => (odds[at(row, column)] > 0 ? 1 : 0);
  const cells = Array.from({ length: rows * columns }, (_, index): Mark | null => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    const here = classAt(row, column);
    return (column + 1 < columns && classAt(row, column + 1) !== here) || (row + 1 < rows && classAt(row + 1, column) !== here) ? 'boundary' : null;
  });
  const put = (xy: Float32Array, markOf: (index: number) => Mark): void => {
    for (let index = 0; 2 * index < xy.length; index += 1) {
      const [column, row] = [Math.floor((xy[2 * index] / edge + 1) * rows), Math.floor(((1 - xy[2 * index + 1] / edge) * rows) / 2)];
      if (column >= 0 && column < columns && row >= 0 && row < rows) cells[row * columns + column] = markOf(index);
    }
  };
  put(unlabelled, () => 'unlabelled');
  put(generated, () => 'generated');
  put(labelled.xy, (index) => (labelled.classes[index] === 0 ? 'inner' : 'outer'));
  const groundOf = (row: number, column: number): string => (theme.colours < 256 || !(logZ[at(row, column)] > 0) ? '49' : grounds(theme)[classAt(row, column)]);
  return Array.from({ length: rows }, (_, row) => rowOf(Array.from({ length: columns }, (__, column) => {
    const mark = cells[row * columns + column];
    return { ground: groundOf(row, column), text: theme.paint([mark === null ? { text: ' ' } : markSpan(mark, theme)]) };
  })));
}

const grounds = ({ colours }: Theme): readonly [string, string] => {
  const background = (rgb: Rgb): string => (colours === 256 ? nearestShade(rgb, 256) : exactShade(rgb)).background;
  return [background(GROUNDS[0]), background(GROUNDS[1])];
};

/** Returns a row with a code only where the ground changes. */
function rowOf(cells: readonly { readonly ground: string; readonly text: string }[]): string {
  let [text, ground] = ['', '49'];
  for (const cell of cells) {
    if (cell.ground !== ground) text += `\u001B[${cell.ground}m`;
    ground = cell.ground;
    text += cell.text;
  }
  return ground === '49' ? text : `${text}\u001B[49m`;
}
