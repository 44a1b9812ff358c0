import { choice, flag, integer, pipelineOptions, runOptions, splitOptions, text } from '../config/index.js';
import { onHangup } from './hangup.js';

/** Options of one command alone: nothing that a file of options would set. */

const anyText = <Default extends string | null>(fallback: Default, help: string) => text(fallback, help);

/** How a run is shown on a terminal. */
export const dashboardTable = {
  dashboard: { kind: 'flag', default: true, help: 'print lines on a terminal too, instead of the dashboard' },
  images: choice(['auto', 'blocks', 'kitty', 'off'], 'auto', 'how the dashboard shows generated pictures; auto: as well as the terminal can'),
  ascii: flag('draw the dashboard with characters of ASCII alone'),
} as const;

export const demoTable = {
  data: choice(['digits', 'pets'], 'digits', "MNIST's digits, or drawn cats and dogs"),
  out: anyText('demo', 'folder for the pictures and the runs'),
  splits: integer(1, 1, 10, 'label splits that each recipe is trained on'),
  seed: splitOptions.seed,
  engine: runOptions.engine,
  ...dashboardTable,
} as const;

export const synthTable = {
  digits: flag("write MNIST's digits instead of drawing cats and dogs"),
  count: integer(null, 2, 10_000_000, 'pictures in all; digits: at most 10000 (else 10000 digits or 4000 pets)'),
  seed: splitOptions.seed,
} as const;

export const splitTable = { out: anyText('split.json', 'file that the split is written to') } as const;

export const trainTable = {
  split: anyText(null, 'a file that `whisker split` wrote; else the samples are dealt anew by --labels, --val, --test and --seed'),
  out: anyText(null, 'folder of the run, made new (else one under runs/ with the time in its name)'),
  resume: anyText(null, 'folder of a run to go on with; its options hold, and its data where none is named'),
  'dry-run': flag('tell what the run would be and the memory that it would take, and make nothing'),
  'on-hangup': onHangup,
  ...dashboardTable,
} as const;

export const compareTable = {
  out: anyText(null, 'folder of the runs, made new (else one under runs/ with the time in its name)'),
  'on-hangup': onHangup,
  ...dashboardTable,
} as const;

export const watchTable = { ...dashboardTable } as const;

export const replayTable = {
  speed: anyText('1', 'times as fast as it went, any number above 0; max: as fast as it can be read'),
  from: anyText('0:00', 'where to begin: minutes:seconds after the start of the run, or hours:minutes:seconds'),
  ...dashboardTable,
} as const;

const { cache: _cache, 'cache-dir': _folder, ...decoding } = pipelineOptions;

/** What a recorded stream depends on: `whisker record` writes down what the disk and the workers do, without a cache. */
export const streamOptions = { ...decoding, seed: splitOptions.seed } as const;

export const recordTable = {
  out: { ...anyText(null, 'file that the recorded stream is written to, or replaces'), short: 'o' },
  run: anyText(null, 'folder of a run: record its own unlabelled batches, and its events'),
  batches: integer(8, 0, 100_000, 'batches that are recorded; 0: the events alone'),
  pixels: choice(['auto', 'keep', 'hash'], 'auto', "keep the pixels, or a hash of each picture's; auto: keep them where they are 8 MB or less"),
} as const;

export const evaluateTable = {
  data: anyText(null, "another dataset to judge by, all of its samples with a class (else the run's own)"),
  part: choice(['test', 'val'], 'test', "which part of the run's split"),
  engine: runOptions.engine,
} as const;

export const predictTable = { engine: runOptions.engine } as const;

export const setupTable = {
  engine: runOptions.engine,
  from: anyText(null, 'a folder with the wheels, for a machine without a network'),
  remove: flag('remove the engine from the cache'),
} as const;


/** Where `tune` writes its answer, and where `train` looks for one. */
export const TUNED_FILE = 'whisker.tuned.yaml';

export const tuneTable = {
  out: anyText(TUNED_FILE, 'file that the answer is written to; train finds it under this name in the folder that it is started in'),
  seconds: integer(90, 2, 110, 'time that the search may take, beside loading the engine; a step that is under way then is ended'),
} as const;
