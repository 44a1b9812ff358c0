import { resolveOptions, resolveWords, type TrainOptions } from '../config/index.js';
import type { PreparedRun } from '../training/index.js';
import type { Typed } from './command.js';
import { counted } from './format.js';
import { peopleOf, type CommandIo, type ExitCode } from './io.js';
import { show } from './show.js';
import { trainTable } from './tables.js';
import { tunedFor } from './tuned.js';
import { wrongRun } from './wrong-run.js';

/** One run: `train DATA`, or `train --resume RUN`. */
export async function trainCommand(typed: Typed, io: CommandIo): Promise<ExitCode> {
  const run = await prepare(typed, io);
  const end = await show(run.events, io, { json: typed.json, detail: typed.quiet ? 'quiet' : 'epochs' });
  if (typed.json && end !== undefined) {
    const { outcome, seconds, best, test } = end;
    io.out.write(`${JSON.stringify({ run: run.folder, outcome, seconds, best, test })}\n`);
  }
  return end?.outcome === 'interrupted' ? 130 : 0;
}

async function prepare(typed: Typed, io: CommandIo): Promise<PreparedRun> {
  const own = resolveWords(trainTable, typed.own);
  const [data] = typed.args;
  if (own.resume !== null) {
    refuseOthers(typed);
    const { resumeRun } = await import('../training/index.js');
    return resumeRun(own.resume, { signal: io.signal });
  }
  if (data === undefined) throw wrongRun.noData();
  if (own.split !== null) refuseSizes(typed.words);
  const options = await optionsFor(data, typed, io);
  const [{ openDataset, readSplit, requireClasses, split: deal }, { prepareRun }] = await Promise.all([import('../dataset/index.js'), import('../training/index.js')]);
  const dataset = await openDataset(data, io.signal);
  requireClasses(dataset, 2);
  const split = own.split === null ? deal(dataset, options) : await readSplit(own.split, dataset);
  // A split file may hold other numbers than the options': the run's record says what was used.
  const sizes = { labels: split.labelled.length, val: split.val.length, test: split.test.length };
  return prepareRun({ dataset, data, split, options: { ...options, ...sizes }, signal: io.signal, ...(own.out !== null && { out: own.out }) });
}

/** The options in force, with what `tune` found for them in this folder. */
async function optionsFor(data: string, { preset, config: file, words, json, quiet }: Typed, io: CommandIo): Promise<TrainOptions> {
  const { perRecipe: _, ...options } = resolveOptions({ preset, file, words });
  const found = await tunedFor(data, options);
  if (found === undefined) return options;
  const { perRecipe: __, ...tuned } = resolveOptions({ preset, file, words, found });
  const { workers, lanes, slots } = tuned;
  if (!quiet) peopleOf(io, json).write(`as ${found} has it: ${counted(workers, 'worker')}, ${lanes === 'auto' ? 'lanes as needed' : counted(lanes, 'lane')}, ${counted(slots, 'slot')}\n`);
  return tuned;
}

/** The sizes of a split that stands in a file cannot be typed as well. */
function refuseSizes(words: Typed['words']): void {
  const typed = ['labels', 'val', 'test'].filter((name) => words[name] !== undefined);
  if (typed.length > 0) throw wrongRun.splitWith(typed.map((name) => `--${name}`));
}

/** A resumed run goes on as it began: nothing else may be asked of it. */
function refuseOthers({ args, words, own, preset, config }: Typed): void {
  const { resume: _, ...rest } = own;
  const others = [...Object.keys(words), ...Object.keys(rest), ...(preset === undefined ? [] : ['preset']), ...(config === undefined ? [] : ['config'])];
  if (others.length > 0) throw wrongRun.resumeWith(others.map((name) => `--${name}`));
  if (args[0] !== undefined) throw wrongRun.resumeWith([args[0]]);
}
