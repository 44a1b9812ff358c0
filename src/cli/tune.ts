import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf, pluralize, resolveWords, typable, type TrainOptions } from '../config/index.js';
import { readSplit, type Dataset, type Split } from '../dataset/index.js';
import type { Engine } from '../engine/index.js';
import type { Typed } from './command.js';
import { errors } from './errors.js';
import { messageStream, type CommandIo, type ExitCode } from './io.js';
import { openData } from './open-data.js';
import { resolveWithPreset } from './preset.js';
import { requireEngine } from './require-engine.js';
import { showSetup } from './setup-progress.js';
import { refuseSizes } from './split-sizes.js';
import { tuneTable } from './tables.js';
import { TuneDisplay } from './tune/display.js';
import { isTuned } from './tune/file.js';
import { measureAll } from './tune/measure.js';
import { finishTune } from './tune/result.js';

/** Measures the pipeline of a run on this machine, and writes the workers, concurrency and prefetch that feed its step best to a file. */
export async function tuneCommand(typed: Typed, io: CommandIo): Promise<ExitCode> {
  const { out, seconds, split: splitFile, ascii } = resolveWords(tuneTable, typed.own);
  const [data = ''] = typed.args;
  refuseSizes(splitFile, typed);
  const { recipeOf, resolveOptions, streamedViews, takesUnlabelled } = await import('../training/index.js');
  const { preset, resolved } = await resolveWithPreset(typed, io, { resolve: resolveOptions, optionsOf: (options) => options, recipeOption: 'recipe', learnsFromBatches: true });
  if (!takesUnlabelled(recipeOf(resolved), resolved)) throw errors.nothingToTune(resolved.recipe);
  await requireWritable(out);
  await requireEngine(resolved.engine, io, typed.json);
  const scanned = await openData(data, io, typed);
  const split = splitFile === null ? null : await readSplit(splitFile, scanned);
  const dataset = split === null ? scanned : datasetOf(split, scanned);
  const streamed = split === null ? dataset.samples : dataset.samples.filter((sample) => sample.class === null);
  if (streamed.length === 0) throw errors.nothingUnlabelled();
  const options = split === null ? resolved : { ...resolved, labels: split.labelled.length };

  const messages = messageStream(io, typed.json);
  const display = new TuneDisplay(messages, typed.quiet, ascii);
  display.print(`${pluralize(streamed.length, split === null ? 'picture' : 'unlabelled picture')} in ${typable(data)}, ${options.model} at ${options.size} px in batches of ${options.batch}`);
  const engine = dataset.classes.length < 2 ? null : await loadEngine(options, io, typed.quiet);
  const deadline = performance.now() + seconds * 1000;
  const stepProbe = engine && (await (await import('../training/index.js')).createStepProbe({ dataset, options, engine, signal: io.signal }));
  if (stepProbe === null) display.print('The pictures have no classes to train on, so only the loader is measured, without a step.');
  const results = await measureAll({ dataset, streamed, views: streamedViews(options), options, typed, engine, stepProbe, seconds, deadline, display, signal: io.signal, env: io.env });
  return finishTune(results, { data, out, options, pictures: streamed.length, typed: { ...typed, preset }, split: splitFile, ascii, io });
}

async function loadEngine(options: TrainOptions, io: CommandIo, quiet: boolean): Promise<Engine> {
  const engine = await import('../engine/index.js');
  return engine.loadEngine(options.engine, { precision: options.precision, threads: options['engine-threads'], report: quiet ? () => undefined : showSetup(io.err), signal: io.signal });
}

/** Returns what a run on the split may use: its labelled pictures with their classes, and the unlabelled ones without. */
const datasetOf = ({ labelled, unlabelled }: Split, dataset: Dataset): Dataset =>
  ({ ...dataset, samples: [...labelled, ...unlabelled.map((path) => ({ path, class: null }))] });

/** @throws WrongCommand when the result cannot be written, or would replace another file */
async function requireWritable(out: string): Promise<void> {
  if ((await isTuned(out)) === false) throw errors.notTuned(out);
  await access(dirname(out), constants.W_OK).catch((error: unknown) => {
    throw errors.tunedUnwritable(out, codeOf(error) === 'ENOENT' ? 'its folder does not exist' : 'you may not write there');
  });
}
