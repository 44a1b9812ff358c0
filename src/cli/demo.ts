import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Subject } from 'rxjs';
import { formatDuration, pluralize, resolveWords, typable, type ValuesOf } from '../config/index.js';
import type { RunCommand } from '../events/index.js';
import type { CommandHandler, Typed } from './command.js';
import { comparisonOpener } from './comparison-feed.js';
import { bestOf, runComparison, tableInWords } from './comparison.js';
import { demoPlan, DEMO_RECIPES, DEMO_SIZES, ENGINE_THREADS, type DemoSizes } from './demo-plan.js';
import { messageStream, sizeOf, writeLine, type CommandIo, type ExitCode } from './io.js';
import { notifying, type Notice } from './notify.js';
import { pictureProgress } from './picture-progress.js';
import { requireEngine } from './require-engine.js';
import { demoTable } from './tables.js';

/** Shows all of whisker in a few minutes: pictures on disk, a hundred labels, both recipes, a table and a report. */
export const demoCommand: CommandHandler = (typed, io) => demo(typed, io, DEMO_SIZES);

/** Runs the demo with given sizes. Tests use small ones. */
export async function demo(typed: Typed, io: CommandIo, sizes: DemoSizes): Promise<ExitCode> {
  const values = resolveWords(demoTable, typed.own);
  const { data } = values;
  return notifying(values.notify, io, typed.json, async (seen) =>
    data === 'rings' ? (await import('./rings.js')).ringsDemo(typed, io, values) : trainDemo(typed, io, sizes, { ...values, data }, seen));
}

/** @param seen called with the folder of the runs, then with their result */
async function trainDemo(
  typed: Typed, io: CommandIo, sizes: DemoSizes, values: ValuesOf<typeof demoTable> & { readonly data: 'digits' | 'pets' }, seen: (known: Partial<Notice>) => void,
): Promise<ExitCode> {
  const { data, out, splits, seed, engine: choice, ...shown } = values;
  const commands = new Subject<RunCommand>();
  const messages = messageStream(io, typed.json);
  const say = (text: string): void => typed.quiet ? undefined : writeLine(messages, text);
  const [{ scanDataset }, { writeDigits, writePets }, { prepareComparison, recipeTables }, { loadEngine }, { showSetup }, { writeReport }] = await Promise.all([
    import('../dataset/index.js'), import('../synth/index.js'), import('../training/index.js'), import('../engine/index.js'), import('./setup-progress.js'), import('../report/index.js'),
  ]);

  await requireEngine(choice, io, typed.json);
  const engine = await loadEngine(choice, { threads: ENGINE_THREADS, report: showSetup(messages), signal: io.signal });
  const { count, pictures, runs, options, perRecipe } = demoPlan({ data, out, seed, engine: choice }, engine.kind, recipeTables(), sizes);
  say(`1/3  ${engine.description}${engine.kind === 'wasm' ? ': about ten times slower than TensorFlow, so the demo is smaller' : ''}`);

  const line = pictureProgress(messages);
  const request = { count, signal: io.signal, ...(!typed.quiet && { onProgress: line.show }) };
  const written = await (data === 'digits' ? writeDigits(pictures, request) : writePets(pictures, { ...request, seed })).finally(line.clear);
  say(`2/3  ${pluralize(written.count, 'picture')} in ${typable(pictures)}, ${written.written === 0 ? 'already there' : `written in ${formatDuration(written.seconds)}`}`);

  const dataset = await scanDataset(pictures, { signal: io.signal });
  const { labels, val, test } = options;
  const unlabelled = dataset.samples.length - labels - val - test;
  say(`3/3  training with ${pluralize(labels, 'label')}, without and with ${pluralize(unlabelled, 'unlabelled picture')}; ${val} validate, ${test} test`);
  const prepared = await prepareComparison({
    dataset, data: pictures, recipes: DEMO_RECIPES, splits, options, perRecipe, engine, signal: io.signal, commands, out: runs,
  });
  seen({ run: prepared.folder });
  const { table, interrupted } = await runComparison(prepared, io, { ...typed, open: comparisonOpener(io, typed, shown, commands) });
  seen(bestOf(table));
  if (interrupted) {
    say('interrupted; the same command continues');
    return 130;
  }
  const report = await writeReport(prepared.folder, { recipes: recipeTables() });
  const run = join(prepared.folder, `${DEMO_RECIPES[1]}-${seed}`);
  const grid = await lastGrid(run);
  if (typed.json) {
    io.out.write(`${JSON.stringify({ pictures, folder: prepared.folder, report, grid, ...table })}\n`);
    return 0;
  }
  const ends = [['report', report], ...(grid === undefined ? [] : [['samples', grid]]), ['next', `whisker predict ${typable(run)} ${typable(pictures)}`]];
  io.out.write(`${tableInWords(table, unlabelled, sizeOf(io.out).columns)}\n${ends.map(([name = '', path = '']) => `  ${name.padEnd(9)}${name === 'next' ? path : typable(path)}\n`).join('')}`);
  return 0;
}

/** Returns the last grid of generated pictures of a run. */
async function lastGrid(run: string): Promise<string | undefined> {
  const samples = join(run, 'samples');
  const last = (await readdir(samples).catch(() => [])).filter((name) => /^epoch-.*\.png$/.test(name)).sort().at(-1);
  return last === undefined ? undefined : join(samples, last);
}
