import { choice, flag, integer, naming, pipelineOptions, runOptions, splitOptions, text } from '../config/index.js';
import { viewNames } from '../pipeline/views/policies.js';

// Options of a single command. A file of options cannot set them.

const notifyOption = {
  ...text(null, 'tell when it ends: ring the terminal and show a notification, or send the result by POST, as JSON', {
    test: /^(?:bell|https?:\/\/[^\s/]\S*)$/, means: 'bell, or a URL that begins with http:// or https://',
  }),
  words: ['bell'],
} as const;

const hangupOption = choice(['continue', 'end'], 'continue', 'when the terminal closes: continue without it, or end with a checkpoint (Windows always ends)');

/** The dashboard of a run. */
export const dashboardTable = {
  dashboard: { kind: 'flag', default: true, help: 'print lines instead of the dashboard' },
  mouse: { kind: 'flag', default: true, help: 'leave the mouse to the terminal, which then selects text' },
  images: choice(['auto', 'blocks', 'kitty', 'off'], 'auto', 'how the dashboard shows generated pictures; auto: the best that the terminal can do'),
  ascii: flag('draw the dashboard with ASCII characters only'),
} as const;

export const demoTable = {
  data: choice(['digits', 'pets', 'rings'], 'digits', "MNIST's digits, drawn cats and dogs, or two circles of points, which show in seconds what a generator is good for"),
  out: naming('folder', text('demo', 'folder for the pictures and the runs')),
  splits: integer(1, 1, 10, 'label splits to train each recipe on'),
  seed: splitOptions.seed,
  engine: runOptions.engine,
  notify: notifyOption,
  ...dashboardTable,
} as const;

export const synthTable = {
  digits: flag("write MNIST's digits instead of drawing cats and dogs"),
  count: integer(null, 2, 10_000_000, 'number of pictures; at most 10000 digits (default: 10000 digits or 4000 pets)'),
  seed: splitOptions.seed,
} as const;

export const splitTable = { out: naming('file', text('split.json', 'the file to write')) } as const;

export const trainTable = {
  split: naming('file', text(null, 'a file from `whisker split`; without it --labels, --val, --test and --seed make a new split')),
  out: naming('folder', text(null, 'new folder for the run (default: a folder in runs/ named after the time)')),
  resume: naming('run', text(null, 'folder of a run to continue, with its own options, and its own data unless DATA is named')),
  data: naming('data', text(null, "with --resume: where the run's data is now, if it was moved; as the argument DATA")),
  'dry-run': flag('print the size of the run, its memory and its time, from a few steps; write nothing'),
  'on-hangup': hangupOption,
  notify: notifyOption,
  ...dashboardTable,
} as const;

export const compareTable = {
  out: naming('folder', text(null, 'new folder for the runs (default: a folder in runs/ named after the time)')),
  'on-hangup': hangupOption,
  notify: notifyOption,
  ...dashboardTable,
} as const;

export const watchTable = { notify: notifyOption, ...dashboardTable } as const;

export const replayTable = {
  speed: { ...text('1', 'times as fast as the run, any number above 0; max: as fast as possible'), words: ['max'] },
  from: text('0:00', 'where to begin: minutes:seconds into the run, or hours:minutes:seconds'),
  ...dashboardTable,
} as const;

const { cache: _cache, 'cache-dir': _folder, ...decoding } = pipelineOptions;

/** The options of a recorded stream. It records the disk and the workers, so it has no cache. */
export const streamOptions = { ...decoding, seed: splitOptions.seed } as const;

export const recordTable = {
  out: { ...naming('file', text(null, 'the file to write or replace')), short: 'o' },
  run: naming('run', text(null, 'folder of a run: record its unlabelled batches and its events')),
  data: naming('data', text(null, "with --run: where the run's data is now, if it was moved")),
  batches: integer(8, 0, 100_000, 'batches to record; 0: only the events'),
  view: choice(['auto', ...viewNames], 'auto', "the view (augmentation) of each picture; auto: the run's own with --run, else none"),
  pixels: choice(['auto', 'keep', 'hash'], 'auto', 'keep the pixels, or only a hash of each picture; auto: keep them up to 8 MB'),
} as const;

export const evaluateTable = {
  data: naming('data', text(null, "another dataset, with a class for every sample, or where the run's own is now (default: the run's own)")),
  set: choice(['labelled', 'val', 'test'], 'test', "the set of the run's split"),
  predictions: naming('file', text(null, 'a file to write with the prediction for each picture, as JSON Lines; the report reads predictions.jsonl of the run')),
  engine: runOptions.engine,
} as const;

export const reportTable = {
  csv: flag('print the results as CSV instead of writing pages: a row for each epoch of a run, or for each run in a folder of runs'),
  data: naming('data', text(null, "where the data of the run is now, if it was moved: its mistakes are shown as pictures")),
} as const;

export const predictTable = { engine: runOptions.engine } as const;

export const setupTable = {
  engine: runOptions.engine,
  from: naming('folder', text(null, 'a folder with wheels, for a machine without a network')),
  yes: flag('download gigabytes without asking'),
  remove: flag('remove all engines'),
} as const;

/** The file that `tune` writes and `train` looks for. */
export const TUNED_FILE = 'whisker.tuned.yaml';

export const tuneTable = {
  split: naming('file', text(null, "a file from `whisker split`: its labelled pictures are the step's, and its unlabelled ones are read")),
  out: naming('file', text(TUNED_FILE, 'the file to write; train finds it under the default name in its own folder')),
  seconds: integer(90, 2, 110, 'seconds for the search, without loading the engine; a step under way then still finishes'),
  ascii: flag('draw the charts with ASCII characters only'),
} as const;
