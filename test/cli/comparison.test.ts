import { Writable } from 'node:stream';
import { concat, from, of, type Observable } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { recipesOf } from '../../src/cli/compare.js';
import { runComparison, tableInWords } from '../../src/cli/comparison.js';
import type { CommandIo } from '../../src/cli/io.js';
import type { CompareEvent, Comparison, ComparisonRow } from '../../src/training/index.js';
import { eventsOfRun } from '../report/write-run.js';

class TextSink extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
const collectedIo = (): CommandIo & { readonly out: TextSink; readonly err: TextSink } => ({ out: new TextSink(), err: new TextSink(), signal: new AbortController().signal, env: {} });

function row(recipe: string, accuracies: readonly number[]): ComparisonRow {
  const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
  const score = (accuracy: number) => ({ accuracy, loss: 1, count: 1000 });
  const splits = accuracies.map((accuracy, index) => ({ recipe, seed: index + 1, run: `${recipe}-${index + 1}`, test: score(accuracy), val: score(accuracy), bestEpoch: 10 + index, seconds: 60 }));
  const sd = accuracies.length < 2 ? null : 0.5;
  return { recipe, test: { mean, sd }, val: { mean, sd }, bestEpoch: { mean: 10.5, sd }, seconds: { mean: 60, sd }, splits };
}
const eventsOf = (name: string, recipe: string): Observable<CompareEvent> => from(eventsOfRun({ recipe, epochs: 2 }).map((event) => ({ run: name, event })));

describe('the table of a comparison', () => {
  it('has a row for each recipe, deviations over several splits, and a sentence about the gain from unlabelled pictures', () => {
    expect(tableInWords({ rows: [row('supervised', [0.6, 0.7]), row('sgan', [0.9, 0.94])] }, 8400, 120)).toBe(
      [
        '',
        'recipe       splits    test accuracy       test error     val accuracy   best epoch   time of a run',
        'supervised        2   65.00 ± 7.07 %   35.00 ± 7.07 %   65.00 ± 7.07 %   10.5 ± 0.5      1 min 00 s',
        'sgan              2   92.00 ± 2.83 %    8.00 ± 2.83 %   92.00 ± 2.83 %   10.5 ± 0.5      1 min 00 s',
        '',
        'With 8,400 unlabelled pictures, sgan got 8.00 % of the test set wrong where supervised got 35.00 %: 27.00 points fewer',
        'on average over 2 label splits (95 % interval -11.12 to 65.12). That could be chance.',
        '',
      ].join('\n'),
    );
  });

  it.each([[80, 'recipe       splits    test accuracy     val accuracy   time of a run'], [60, 'recipe       splits    test accuracy     val accuracy']])('loses less important columns at %i columns', (width, titles) => {
    const lines = tableInWords({ rows: [row('supervised', [0.6, 0.7]), row('sgan', [0.9, 0.94])] }, 8400, width).split('\n');
    expect(lines[1]).toBe(titles);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width);
  });

  it('has no deviations for one split, and no sentence for one recipe', () => {
    const text = tableInWords({ rows: [row('sgan', [0.9])] }, 10, 80);
    expect(text).not.toContain('±');
    expect(text).not.toContain('unlabelled');
  });
});

describe('a comparison', () => {
  const done: Comparison = { rows: [row('supervised', [0.6]), row('sgan', [0.9])] };

  it('prints a line for each run, and returns whether all are done', async () => {
    const io = collectedIo();
    const events = concat(eventsOf('supervised-1', 'supervised'), eventsOf('sgan-1', 'sgan'), of<CompareEvent>({ table: done }));
    const result = await runComparison({ folder: 'x', notes: [], unlabelled: 100, runs: ['supervised-1', 'sgan-1'], events }, io, { json: false, quiet: false });
    expect(result).toEqual({ table: done, interrupted: false });
    expect(io.out.text).toBe('');
    expect(io.err.text).toBe(
      'supervised-1  test  90.00 %  val  89.10 %  best epoch   2  in 4.40 s\nsgan-1        test  90.00 %  val  89.10 %  best epoch   2  in 4.40 s\n',
    );
  });

  it('names the runs that were already done', async () => {
    const io = collectedIo();
    await runComparison({ folder: 'x', notes: [], unlabelled: 100, runs: ['supervised-1', 'sgan-1'], events: of<CompareEvent>({ table: done }) }, io, { json: false, quiet: false });
    expect(io.err.text).toBe('done before: supervised-1, sgan-1\n');
  });

  it('is incomplete when it is interrupted', async () => {
    const io = collectedIo();
    const events = of<CompareEvent>({ table: { rows: [row('supervised', [0.6])] } });
    const { interrupted } = await runComparison({ folder: 'x', notes: [], unlabelled: 100, runs: ['supervised-1', 'sgan-1'], events }, io, { json: true, quiet: true });
    expect(interrupted).toBe(true);
    expect(io.out.text + io.err.text).toBe('');
  });
});

describe('a list of recipes', () => {
  it('keeps its order', () => {
    expect(recipesOf('sgan,supervised', ['supervised', 'sgan'])).toEqual(['sgan', 'supervised']);
  });

  it('is refused with an unknown name or a repeated one', () => {
    expect(() => recipesOf('supervised,sgn', ['supervised', 'sgan'])).toThrow('There is no recipe sgn; there are supervised, sgan. Did you mean sgan?');
    expect(() => recipesOf('sgan,sgan', ['supervised', 'sgan'])).toThrow('--recipes names the recipe sgan twice.');
  });
});
