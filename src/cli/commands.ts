import { modelOptions, pipelineOptions, runOptions, splitOptions } from '../config/index.js';
import type { CommandSpec } from './command.js';
import { compareTable, demoTable, evaluateTable, predictTable, recordTable, replayTable, reportTable, setupTable, splitTable, streamOptions, synthTable, trainTable, tuneTable, watchTable } from './tables.js';

const trainGroups = { Run: runOptions, Pictures: pipelineOptions, Networks: modelOptions, Split: splitOptions };

const base = { own: {}, groups: {}, recipes: 'none', interruptible: true } as const;

/** Every command, in the order of the help. */
export const commands: readonly CommandSpec[] = [
  {
    ...base,
    name: 'demo',
    args: '',
    summary: 'everything in a few minutes: pictures, labels, both recipes, a table and a report',
    own: demoTable,
    load: async () => (await import('./demo.js')).demoCommand,
  },
  {
    ...base,
    name: 'synth',
    args: '<dir>',
    summary: 'draw pictures of cats and dogs, or write digits as pictures',
    own: synthTable,
    load: async () => (await import('./synth.js')).synthCommand,
  },
  {
    ...base,
    name: 'split',
    args: '<data>',
    summary: 'divide samples into labelled, unlabelled, validation and test; writes a file that you can edit',
    own: splitTable,
    groups: { Split: splitOptions },
    load: async () => (await import('./split.js')).splitCommand,
  },
  {
    ...base,
    name: 'train',
    args: '[data]',
    summary: 'train a classifier on a folder of pictures or a manifest',
    own: trainTable,
    groups: trainGroups,
    recipes: 'one',
    load: async () => (await import('./train.js')).trainCommand,
  },
  {
    ...base,
    name: 'compare',
    args: '<data>',
    summary: 'train several recipes on several label splits, and print means and deviations',
    own: compareTable,
    groups: trainGroups,
    recipes: 'several',
    load: async () => (await import('./compare.js')).compareCommand,
  },
  {
    ...base,
    name: 'watch',
    args: '<run>',
    summary: 'show a run in progress, or a list of the runs in a folder, from another terminal or another machine',
    own: watchTable,
    load: async () => (await import('./watch.js')).watchCommand,
  },
  {
    ...base,
    name: 'replay',
    args: '<run>',
    summary: 'show a finished run again, at any speed',
    own: replayTable,
    load: async () => (await import('./replay.js')).replayCommand,
  },
  {
    ...base,
    name: 'record',
    args: '[data]',
    summary: 'record a stream of batches, or the events of a run, in a small file for tests',
    own: recordTable,
    groups: { Pictures: streamOptions },
    load: async () => (await import('./record.js')).recordCommand,
  },
  {
    ...base,
    name: 'tune',
    args: '<data>',
    summary: 'find the workers, concurrency and prefetch that are fastest on this machine',
    own: tuneTable,
    groups: trainGroups,
    recipes: 'one',
    load: async () => (await import('./tune.js')).tuneCommand,
  },
  {
    ...base,
    name: 'evaluate',
    args: '<run>',
    summary: "measure a run's best weights: accuracy, confusion, and each class",
    own: evaluateTable,
    load: async () => (await import('./evaluate.js')).evaluateCommand,
  },
  {
    ...base,
    name: 'predict',
    args: '<run> <picture...>',
    summary: 'classify new pictures: files, folders or globs',
    own: predictTable,
    load: async () => (await import('./predict.js')).predictCommand,
  },
  {
    ...base,
    name: 'report',
    args: '<run>',
    summary: 'write the curves, pictures and tables of one run or several to an HTML page',
    own: reportTable,
    interruptible: false,
    load: async () => (await import('./report.js')).reportCommand,
  },
  {
    ...base,
    name: 'setup',
    args: '',
    summary: 'install TensorFlow now; otherwise the first command that needs it does',
    own: setupTable,
    load: async () => (await import('./setup.js')).setupCommand,
  },
  {
    ...base,
    name: 'doctor',
    args: '',
    summary: 'check this machine, and say how to fix what is missing',
    interruptible: false,
    load: async () => (await import('./doctor.js')).doctorCommand,
  },
  {
    ...base,
    name: 'help',
    args: '[command]',
    summary: 'show the options of a command',
    textOnly: true,
    interruptible: false,
    load: async () => (await import('./help.js')).helpCommand,
  },
  {
    ...base,
    name: 'completion',
    args: '<shell>',
    summary: 'print a script with which bash, zsh or fish completes commands, options, values and paths',
    textOnly: true,
    notes: `Write it where the shell looks for such scripts, and again after an update of whisker:
  bash   whisker completion bash > ~/.local/share/bash-completion/completions/whisker
  zsh    whisker completion zsh > ~/.zsh/completions/_whisker    (a folder of your fpath)
  fish   whisker completion fish > ~/.config/fish/completions/whisker.fish`,
    interruptible: false,
    load: async () => (await import('./completion.js')).completionCommand,
  },
];
