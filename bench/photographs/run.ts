import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEngine } from 'whisker-ml/engine';
import { scanDataset, resolveOptions, type TrainOptions } from 'whisker-ml/recipes';
import { errors, exitCodeOf } from '../errors.js';
import { groups } from '../peers/packages.js';
import { preparePeers } from '../peers/python.js';
import { cacheFolder } from '../places.js';
import { describeMachine, load, type ReportHead } from '../report/machine.js';
import { meanAndDeviation, type MeanAndDeviation } from '../report/statistics.js';
import { labelSplit } from './label-split.js';
import type { PhotographsOptions } from './options.js';
import { hasProgram, trainInPytorch } from './pytorch.js';
import type { Setting } from './settings.js';
import { train, type SplitResult, type TrainRequest } from './train.js';

/** A row of the table: the means over its label splits. A row without a result has none. */
export interface PhotographsRow {
  readonly name: string;
  readonly recipe: string;
  readonly preset: string;
  /** The options that differ from the preset's. */
  readonly words: Setting['words'];
  readonly network: string;
  readonly size: number;
  readonly test: MeanAndDeviation;
  readonly val: MeanAndDeviation;
  readonly seconds: MeanAndDeviation;
  readonly splits: readonly SplitResult[];
}

/** A run that failed. */
export interface FailedRun {
  readonly name: string;
  readonly seed: number;
  readonly reason: string;
}

/** The JSON of the bench. */
export interface PhotographsReport extends ReportHead<'photographs'> {
  readonly engine: string;
  readonly pictures: { readonly count: number; readonly classes: readonly string[]; readonly fingerprint: string };
  readonly sets: { readonly labels: number; readonly val: number; readonly test: number; readonly unlabelled: number };
  readonly seeds: readonly number[];
  /** The time limit of a run. */
  readonly limit: number | null;
  readonly rows: readonly PhotographsRow[];
  readonly failed: readonly FailedRun[];
}

/**
 * Trains each row on each label split, and tests it.
 * @throws WrongCommand of whisker when the pictures or the options cannot be used; BenchFailed when all runs failed
 */
export async function runPhotographs(options: PhotographsOptions, say: (sentence: string) => void): Promise<PhotographsReport> {
  const { data, rows: settings, trainer, seeds, labels, val, test, seconds } = options;
  const date = new Date().toISOString();
  const before = load();
  const dataset = await scanDataset(data);
  const splits = seeds.map((seed) => labelSplit(dataset, options, seed));
  const all = settings.map((setting) => ({ setting, options: optionsOf(setting, options) }));
  const planned = trainer === 'whisker' ? all : all.filter(({ options }) => hasProgram(options));
  if (planned.length === 0) throw errors.noProgram(settings.map(({ name }) => name));
  const python = trainer === 'whisker' ? null : await pythonWithTorch(say);
  const engine = await loadEngine('auto', { precision: 'auto', report: () => undefined });
  const trainOnce = (request: TrainRequest) => (python === null ? train(request) : trainInPytorch(python, request));
  const rows: PhotographsRow[] = [];
  const failed: FailedRun[] = [];
  for (const { setting, options } of planned) {
    const results: SplitResult[] = [];
    for (const split of splits) {
      const folder = await mkdtemp(join(tmpdir(), 'whisker-bench-photographs-'));
      try {
        const result = await trainOnce({ dataset, split, options: { ...options, seed: split.seed }, engine, seconds, folder });
        results.push(result);
        say(`${setting.name}, seed ${split.seed}: validation ${percent(result.val)} %, test ${percent(result.test)} %, ${result.seconds.toFixed(0)} s.`);
      } catch (error) {
        if (!(error instanceof Error) || exitCodeOf(error) !== 1) throw error;
        failed.push({ name: setting.name, seed: split.seed, reason: error.message });
        say(`${setting.name}, seed ${split.seed} failed: ${error.message}`);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
    if (results.length > 0) rows.push(rowOf(setting, options, results));
  }
  if (rows.length === 0) throw errors.noResult(failed.map(({ name, seed, reason }) => `${name}, seed ${seed}: ${reason}`));
  return {
    bench: 'photographs', date, machine: describeMachine(), load: { before, after: load() }, engine: python === null ? engine.description : `${TORCH}, ${engine.precision}`,
    pictures: { count: dataset.samples.length, classes: dataset.classes, fingerprint: dataset.fingerprint },
    sets: { labels, val, test, unlabelled: splits[0]?.unlabelled.length ?? 0 },
    seeds, limit: seconds, rows, failed,
  };
}

const [[TORCH]] = groups.torch.choices;

/** @throws BenchFailed when PyTorch cannot be installed */
async function pythonWithTorch(say: (sentence: string) => void): Promise<string> {
  const peers = await preparePeers(cacheFolder, ['pillow', 'torch'], say);
  if (peers === null || peers.missing.pillow !== undefined || peers.missing.torch !== undefined) throw errors.noPytorch();
  return peers.python;
}

function optionsOf({ recipe, preset, words }: Setting, { size, labels, val, test }: PhotographsOptions): TrainOptions {
  const sets = { labels: String(labels), val: String(val), test: String(test) };
  return resolveOptions({ preset, words: { ...words, ...sets, recipe, tensorboard: 'off', ...(size !== null && { size: String(size) }) } });
}

function rowOf({ name, recipe, preset, words }: Setting, options: TrainOptions, splits: readonly SplitResult[]): PhotographsRow {
  const over = (value: (result: SplitResult) => number): MeanAndDeviation => meanAndDeviation(splits.map(value));
  return {
    name, recipe, preset, words, network: networkOf(options), size: options.size,
    test: over(({ test }) => test), val: over(({ val }) => val), seconds: over(({ seconds }) => seconds), splits,
  };
}

const networkOf = ({ model, width }: TrainOptions): string => (width === null || model === 'efficientnet-lite0' ? model : `${model}, width ${width}`);

const percent = (share: number): string => (share * 100).toFixed(1);
