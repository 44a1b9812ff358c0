import { codeOf, reasonOf, WorkFailed, WrongCommand } from '../config/index.js';
import type { Quarantined } from '../pipeline/index.js';

const few = (lines: readonly string[]) => [...lines.slice(0, 3), ...(lines.length > 3 ? [`and ${lines.length - 3} more`] : [])].join('; ');
const named = (pictures: readonly Quarantined[]) => pictures.map(({ path, reason }) => `${path}: ${reason}`);
const lossesInWords = (losses: Readonly<Record<string, number>>) => Object.entries(losses).map(([name, value]) => `${name} ${value}`).join(', ');

const GOOD_ONES_KEPT = 'Checkpoints from before it are kept. A lower --learning-rate may help.';

/** Why a system refused to write, in words; its own where there are no better. */
export function writeReason(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOSPC': return 'the disk is full';
    case 'EDQUOT': return 'the disk quota is used up';
    case 'EROFS': return 'it is on a read-only file system';
    case 'EACCES':
    case 'EPERM': return 'writing there is not permitted';
    case 'ENOTDIR': return 'a part of its path is a file, not a folder';
    default: return reasonOf(error);
  }
}

/** What can be wrong with a run before anything is touched. */
export const refused = {
  otherPrecision: (asked: string, has: string) => new WrongCommand(`The run asks for precision ${asked}, and the engine that it is given computes in ${has}: load it with that precision.`),
  exists: (folder: string, isRun: boolean) =>
    new WrongCommand(`${folder} exists and is not empty. Choose another folder with --out${isRun ? `, or go on with the run in it: --resume ${folder}` : ''}.`),
  locked: (folder: string, pid: number, host: string) => new WrongCommand(`${folder} is in use by a run in progress (process ${pid} on ${host}). Wait until it ends, or interrupt it; if no such process runs, remove ${folder}/lock.`),
  unwritable: (folder: string, error: unknown) => new WrongCommand(`The run folder ${folder} cannot be made: ${writeReason(error)}. Choose another with --out.`),
  sealed: (folder: string, error: unknown) =>
    new WrongCommand(`The run in ${folder} cannot go on: its folder cannot be written to: ${writeReason(error)}. Make it writable, or resume a copy of it that is.`),
  notARun: (folder: string, file: string, reason: string) => new WrongCommand(`${folder} is not the folder of a run: its ${file} cannot be read (${reason}).`),
  noCheckpoint: (folder: string, which: string) => new WrongCommand(`${folder} has no checkpoint "${which}" yet: it ended before the first one was written. Start it again with another --out.`),
  finished: (folder: string) => new WrongCommand(`The run in ${folder} is done: there is nothing to resume. \`whisker report ${folder}\` shows it, \`whisker evaluate ${folder}\` tests it again.`),
  otherRecipe: (folder: string, recipe: string, isOwn: boolean) =>
    new WrongCommand(`The run in ${folder} began with the recipe ${recipe}${isOwn ? ', which is none of whisker\'s: resume it from the code that has it, with `recipe`.' : ': resume it without one of your own.'}`),
  dataChanged: (root: string, change: string) => new WrongCommand(`The pictures in ${root} are not those that the run began with: ${change}. Bring them back, or start a new run.`),
  splitChanged: (folder: string) => new WrongCommand(`The split in ${folder} names other samples than its run began with. Bring its split.json back, or start a new run.`),
  noSamples: (part: string, option: string) => new WrongCommand(`The split has no ${part} samples, and the run needs some. Ask for them with ${option}.`),
  anotherDataset: (dataset: string, split: string) => new WrongCommand(`The split is of the pictures in ${split}, and the dataset is that in ${dataset}. Split that one.`),
  size: (size: number, sizes: readonly number[]) => new WrongCommand(`--size is ${size}, but a recipe with a generator needs ${sizes.join(', ')}.`),
  memory: (needed: string, has: string, parts: string, lower: string) => new WrongCommand(`The run would need about ${needed} of memory (${parts}), and this machine has ${has}. Lower ${lower}.`),
  weights: (reason: string) => new WrongCommand(`--weights: ${reason}`),
  pickled: (path: string) =>
    new WrongCommand(
      `--weights: ${path} is a file of torch.save, which only Python can read safely. Convert it there, once: ` +
        `from safetensors.torch import save_file; import torch; save_file(torch.load(${JSON.stringify(path)}, map_location='cpu', weights_only=True), 'weights.safetensors').`,
    ),
  unreadable: (path: string, error: unknown) => new WrongCommand(`${path} cannot be read: ${reasonOf(error)}.`),
  anotherComparison: (folder: string, what: string) => new WrongCommand(`${folder} holds another comparison: ${what}. Choose another folder with --out.`),
  strangeClass: (name: string, classes: readonly string[]) => new WrongCommand(`The dataset has a class ${name}, which the run does not know; it knows ${classes.join(', ')}.`),
  noPictures: (what: string) => new WrongCommand(`There are no ${what} to evaluate.`),
};

/** What can go wrong once a run is under way. */
export const failed = {
  badLabelled: (bad: readonly Quarantined[], of: number) =>
    new WorkFailed(`${bad.length} of the ${of} labelled pictures cannot be read. Mend them, or take them out of the split, and start again:\n  ${named(bad).join('\n  ')}`),
  tooManyBad: (bad: readonly Quarantined[], of: number, part: string, share: number) =>
    new WorkFailed(`${bad.length} of ${of} ${part} pictures cannot be read, more than the share of ${share} that --max-bad allows: ${few(named(bad))}.`),
  notFinite: (step: number, losses: Readonly<Record<string, number>>) =>
    new WorkFailed(`The loss stopped being a number at step ${step}: ${lossesInWords(losses)}. ${GOOD_ONES_KEPT}`),
  weightsNotFinite: (step: number, name: string) =>
    new WorkFailed(`The weights stopped being numbers at step ${step}: ${name}. ${GOOD_ONES_KEPT}`),
  lastCheckpoint: (folder: string, error: unknown) => new WorkFailed(`The checkpoint in ${folder} could not be written: ${writeReason(error)}. What was written before is still there.`),
  checkpointMixed: (folder: string) => new WorkFailed(`The checkpoint in ${folder} is not whole: its files are of different steps. The run may have been copied while it was written; copy it again.`),
  checkpoint: (folder: string, reason: string) => new WorkFailed(`The checkpoint in ${folder} cannot be read: ${reason}.`),
  tensors: (where: string, problems: readonly string[]) => new WorkFailed(`${where} does not fit the network: ${few(problems)}.`),
};

/** What a run tells of the wishes of those who watch it. */
export const granted = {
  concurrency: (before: number, now: number) => `Concurrency: ${now} in place of ${before}, and they stay so.`,
  sameConcurrency: (concurrency: number, change: 'increase' | 'decrease') => `Concurrency: ${concurrency} still; ${change} would change nothing.`,
  noConcurrency: () => 'Concurrency: this recipe takes no unlabelled pictures, so there are none.',
};

/** What a run tells and goes on. */
export const warnings = {
  checkpoint: (error: unknown) => `A checkpoint could not be written: ${writeReason(error)}. The one before it is kept, and the run goes on.`,
  log: (path: string, error: unknown) => `${path} could not be written: ${writeReason(error)}. The run goes on; what it tells waits for room, four megabytes of it.`,
  lost: (path: string, { count, first, last }: { readonly count: number; readonly first: number; readonly last: number }) =>
    `${path} can be written again, and is incomplete: ${count === 1 ? `event ${first} is` : `${count} events, from ${first} to ${last}, are`} not in it.`,
  lostSteps: (path: string, first: number, last: number) =>
    `${path} lacks ${first === last ? `step ${first}` : `steps ${first} to ${last}`}: done before the run ended, and never written there. The checkpoint has them.`,
  file: (path: string, error: unknown) => `${path} could not be written: ${writeReason(error)}. The run goes on without it.`,
  memory: (needed: string, free: string) => `The run needs about ${needed} of memory, and ${free} are free: it may be slow, or be ended by the system.`,
  gone: (gone: number, of: number) =>
    `${gone} of the ${of} unlabelled pictures ${gone === 1 ? 'is' : 'are'} gone since the run began: the run goes on, and others take their places.`,
  noCache: (reason: string) => `The run goes on without --cache, and decodes every picture in every epoch: ${reason}.`,
  head: (path: string, outputs: number, classes: number) => `The head of ${path} has ${outputs} outputs and ${classes} are needed: it is drawn anew.`,
};
