import { describe, expect, it } from 'vitest';
import { evaluationTable } from '../../src/cli/evaluation-table.js';
import type { Evaluation } from '../../src/training/index.js';

/** An evaluation in which each class is taken for the next one now and then. */
function evaluationOf(count: number, nameOf: (index: number) => string, pictures = 1234): Evaluation {
  const classes = Array.from({ length: count }, (_, index) => nameOf(index));
  const confusion = classes.map((_, truth) => classes.map((__, predicted) => (truth === predicted ? pictures - (truth % 7) : predicted === (truth + 1) % count ? truth % 7 : 0)));
  return {
    accuracy: 0.9712, loss: 0.1234, count: count * pictures, classes, confusion,
    perClass: classes.map((name, index) => ({ class: name, count: pictures, accuracy: (pictures - (index % 7)) / pictures, precision: index === 0 ? null : 0.9876 })),
  };
}
const linesOf = (evaluation: Evaluation, width: number): string[] => evaluationTable(evaluation, width).trimEnd().split('\n');
const cases = [[2, (index: number) => ['cat', 'dog'][index] ?? ''], [10, String], [10, (index: number) => `a class with a long name, number ${index}`], [100, (index: number) => `class ${index}`], [100, (index: number) => `n0${index} Egyptian cat, also known as number ${index}`]] as const;

describe('an evaluation', () => {
  it('has its total, the accuracy of each class, and the answers for each', () => {
    const text = evaluationTable({
      accuracy: 0.75, loss: 0.5, count: 4, classes: ['cat', 'dog'], confusion: [[3, 1], [0, 0]],
      perClass: [{ class: 'cat', count: 4, accuracy: 0.75, precision: 1 }, { class: 'dog', count: 0, accuracy: null, precision: 0 }],
    }, 80);
    expect(text).toBe(
      [
        'accuracy 75.00 %, loss 0.5000, 4 pictures',
        '  class   pictures   accuracy   precision   predicted cat   dog',
        '  cat            4    75.00 %    100.00 %               3     1',
        '  dog            0          –      0.00 %               0     0',
        '',
      ].join('\n'),
    );
  });

  it.each([60, 80, 120])('fits %i columns with 2, 10 and 100 classes, short and long names, and no number is cut', (width) => {
    for (const [count, nameOf] of cases) {
      const lines = linesOf(evaluationOf(count, nameOf), width);
      expect(Math.max(...lines.map(({ length }) => length)), `${count} classes`).toBeLessThanOrEqual(width);
      expect(lines.filter((line) => /1,234 +(?:100\.00|9\d\.\d\d) % +(?:–|98\.76 %)/.test(line))).toHaveLength(count);
    }
  });

  it('has the matrix beside the classes, below them by name, or by number, as there is room', () => {
    const digits = evaluationOf(10, String);
    expect(linesOf(digits, 160)[1]).toMatch(/^ {2}class .* precision +predicted 0 +1 +2 .* 9$/);
    expect(linesOf(digits, 80).slice(12, 16)).toEqual([
      '', '  predicted class:',
      '  true      0      1      2      3      4      5      6      7      8      9',
      '  0     1,234      0      0      0      0      0      0      0      0      0',
    ]);
    const long = linesOf(evaluationOf(10, (index) => `a class with a long name, number ${index}`), 80);
    expect(long.slice(12, 14)).toEqual(['', '  predicted class, by its number:']);
    expect(long.at(-1)).toMatch(/^ {2}10 a cl\S*… +\d/);
  });

  it('has the most frequent confusions where there is no room for a matrix, and with many classes', () => {
    const hundred = linesOf(evaluationOf(100, (index) => `class ${index}`), 80);
    expect(hundred.slice(102, 105)).toEqual([
      '',
      '  most frequent of 85 confusions  pictures  of its class',
      '  class 6 taken for class 7              6        0.49 %',
    ]);
    expect(hundred).toHaveLength(1 + 101 + 1 + 11);
    const narrow = linesOf(evaluationOf(10, String, 1_234_567), 60);
    expect(narrow.join('\n')).toContain('confusions');
    const right = evaluationOf(30, String);
    const text = evaluationTable({ ...right, confusion: right.confusion.map((row, truth) => row.map((count, predicted) => (truth === predicted ? count : 0))) }, 80);
    expect(text).toMatch(/\n {2}no confusions\n$/);
  });
});
