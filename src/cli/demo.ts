import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Subject } from 'rxjs';
import { compareOptions, resolveTable, resolveWords } from '../config/index.js';
import type { RunWish } from '../events/index.js';
import type { Typed } from './command.js';
import { comparisonOpener } from './comparison-live.js';
import { runComparison, tableInWords } from './comparison.js';
import { counted, duration, typable } from './format.js';
import { peopleOf, type CommandIo, type ExitCode } from './io.js';
import { movingLine } from './moving-line.js';
import { demoTable } from './tables.js';

/** How much of the demo a machine can do in its few minutes. */
interface Extent {
  /** Pictures in all. */
  readonly pictures: { readonly digits: number; readonly pets: number };
  /** Passes of sgan over the unlabelled pictures: the fewer they are, the more passes make the same number of steps. */
  readonly passes: { readonly digits: number; readonly pets: number };
  /** Options over those of the preset `tiny`, as words. */
  readonly words: Readonly<Record<string, string>>;
}

/** Some 800 steps of sgan: what two cores do in two minutes, beside the baseline's 200. */
const NATIVE: Extent = {
  pictures: { digits: 10_000, pets: 3000 },
  passes: { digits: 6, pets: 36 },
  words: {},
};

/** WebAssembly is about ten times slower: fewer pictures, fewer steps. */
const WASM: Extent = {
  pictures: { digits: 2500, pets: 1500 },
  passes: { digits: 6, pets: 15 },
  words: { val: '200', test: '500', width: '8', 'generator-width': '8', 'supervised.epochs': '60' },
};

/** The whole of whisker in a few minutes: pictures on disk, a hundred labels, both recipes, a table and a report. */
export async function demoCommand(typed: Typed, io: CommandIo): Promise<ExitCode> {
  const { data, out, splits, seed, engine: choice, ...shown } = resolveWords(demoTable, typed.own);
  const wishes = new Subject<RunWish>();
  const people = peopleOf(io, typed.json);
  const say = (text: string): void => void (typed.quiet || people.write(`${text}\n`));
  const [dataset, { prepareComparison }, { loadEngine, showSetup }, { writeReport }] = await Promise.all([
    import('../dataset/index.js'), import('../training/index.js'), import('../engine/index.js'), import('../report/index.js'),
  ]);

  const engine = await loadEngine(choice, { report: showSetup(people), signal: io.signal });
  const extent = engine.kind === 'wasm' ? WASM : NATIVE;
  say(`1/3  ${engine.description}${engine.kind === 'wasm' ? ': about ten times slower than TensorFlow, so the demo is a smaller one' : ''}`);

  const pictures = join(out, data);
  const line = movingLine(people);
  const request = { count: extent.pictures[data], signal: io.signal, ...(!typed.quiet && { onProgress: line.show }) };
  const written = await (data === 'digits' ? dataset.digits(pictures, request) : dataset.drawPets(pictures, { ...request, seed })).finally(line.clear);
  say(`2/3  ${counted(written.count, 'picture')} in ${typable(pictures)}, ${written.written === 0 ? 'there already' : `written in ${duration(written.seconds)}`}`);

  const opened = await dataset.openDataset(pictures, io.signal);
  const words = { ...extent.words, 'sgan.epochs': String(extent.passes[data]), seed: String(seed), engine: choice };
  const { perRecipe, recipes: _, splits: __, ...options } = resolveTable(compareOptions, { preset: 'tiny', words });
  const { labels, val, test } = options;
  const unlabelled = opened.samples.length - labels - val - test;
  say(`3/3  training with ${counted(labels, 'label')}, without and with ${counted(unlabelled, 'unlabelled picture')}; ${val} validate, ${test} test`);
  const prepared = await prepareComparison({
    dataset: opened, data: pictures, recipes: ['supervised', 'sgan'], splits, options, perRecipe, engine, signal: io.signal, wishes, out: join(out, `${data}-runs`),
  });
  const { table, interrupted } = await runComparison(prepared, io, { ...typed, open: comparisonOpener(io, typed, shown, wishes) });
  if (interrupted) {
    say('interrupted; the same command goes on with what is missing');
    return 130;
  }
  const report = await writeReport(prepared.folder);
  const run = join(prepared.folder, `sgan-${seed}`);
  const grid = await lastGrid(run);
  if (typed.json) {
    io.out.write(`${JSON.stringify({ pictures, folder: prepared.folder, report, grid, ...table })}\n`);
    return 0;
  }
  const ends = [['report', report], ...(grid === undefined ? [] : [['drawn', grid]]), ['next', `whisker predict ${typable(run)} ${typable(pictures)}`]];
  io.out.write(`${tableInWords(table, unlabelled)}\n${ends.map(([name = '', path = '']) => `  ${name.padEnd(8)}${name === 'next' ? path : typable(path)}\n`).join('')}`);
  return 0;
}

/** The grid of pictures that a run's generator drew last. */
async function lastGrid(run: string): Promise<string | undefined> {
  const samples = join(run, 'samples');
  const last = (await readdir(samples).catch(() => [])).filter((name) => name.endsWith('.png')).sort().at(-1);
  return last === undefined ? undefined : join(samples, last);
}
