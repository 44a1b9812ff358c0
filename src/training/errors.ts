import { printable, reasonOf, typable, WorkFailed, WrongCommand, writeReason } from '../config/index.js';
import { isVisible, STALE_AFTER_MS, type LockHolder } from '../disk/index.js';
import { BadPictures, type Quarantined } from '../pipeline/index.js';

const few = (lines: readonly string[]) => [...lines.slice(0, 3), ...(lines.length > 3 ? [`and ${lines.length - 3} more`] : [])].join('; ');
const withReasons = (pictures: readonly Quarantined[]) => pictures.map(({ path, reason }) => `${path}: ${reason}`);
const lossesInWords = (losses: Readonly<Record<string, number>>) => Object.entries(losses).map(([name, value]) => `${name} ${value}`).join(', ');

/** @param has whether the run has a checkpoint */
const earlierCheckpoints = (has: boolean) => `${has ? 'Earlier checkpoints are kept' : 'The run has no earlier checkpoint'}. A lower --learning-rate may help.`;
/** @param has whether the run has a checkpoint */
export const checkpointBefore = (has: boolean) => (has ? 'The one before it is still there' : 'There is none before it');

/** Losses or weights are no longer numbers. The same options give the same again, so a resumed run fails at the same step. */
export class NotFinite extends WorkFailed {
  override readonly code = 'ERR_WHISKER_NOT_FINITE';
}

/** Pictures that a run needs are gone. */
export class DataChanged extends WrongCommand {
  override readonly code = 'ERR_WHISKER_DATA_CHANGED';

  /** @param change what is gone, in words */
  constructor(root: string, readonly change: string) {
    super(`The pictures in ${root} are not those that the run began with: ${change}. Bring them back, say where they are with --data, or start a new run.`);
  }
}

/** A run has no weights: it is in its first epoch, or ended there. */
export class NoCheckpoint extends WrongCommand {
  override readonly code = 'ERR_WHISKER_NO_CHECKPOINT';
}

/** The folder of a new run is taken: it exists and is not empty. */
export class RunExists extends WrongCommand {
  override readonly code = 'ERR_WHISKER_RUN_EXISTS';
}

/** A process trains in this folder, or did until a moment ago. */
export class RunInUse extends WrongCommand {
  override readonly code = 'ERR_WHISKER_RUN_IN_USE';

  /** @param holder the process that has the run's lock, and its machine */
  constructor(message: string, readonly holder: { readonly pid: number; readonly host: string }) {
    super(message);
  }
}

/** A run that is done was to be resumed. */
export class RunDone extends WrongCommand {
  override readonly code = 'ERR_WHISKER_RUN_DONE';
}

export const errors = {
  // Before a run begins: nothing was touched.
  unknownRecipe: (name: string, recipes: readonly string[]) => new WrongCommand(`There is no recipe ${name}; there are ${recipes.join(', ')}.`),
  optionsOfAnotherRecipe: (options: string, recipe: string) =>
    new WrongCommand(`The options are those of the recipe ${options}, but the run gets the recipe ${recipe}. Resolve them with resolveOptions({ recipe }).`),
  otherPrecision: (asked: string, has: string) => new WrongCommand(`The options ask for precision ${asked}, but the engine computes in ${has}. Load the engine with precision ${asked}.`),
  exists: (folder: string, isRun: boolean) =>
    new RunExists(`${folder} exists and is not empty. Choose another folder with --out${isRun ? `, or continue the run in it: --resume ${typable(folder)}` : ''}.`),
  locked: (folder: string, holder: LockHolder) => {
    // The heartbeats show a process that cannot be seen from here.
    const silence = isVisible(holder) ? '' : ` Without a sign of life it counts as dead after ${STALE_AFTER_MS / 60_000} minutes.`;
    return new RunInUse(
      `${folder} is in use by a run in progress (process ${holder.pid} on ${holder.host}). Wait until it ends, or interrupt it.${silence} If no such process runs, remove ${folder}/lock.`,
      { pid: holder.pid, host: holder.host },
    );
  },
  unwritable: (folder: string, error: unknown) => new WrongCommand(`The run folder ${folder} cannot be made: ${writeReason(error)}. Choose another with --out.`),
  readOnlyRun: (folder: string, error: unknown) =>
    new WrongCommand(`The run in ${folder} cannot be resumed because its folder cannot be written to: ${writeReason(error)}. Make it writable, or resume a copy of it.`),
  notARun: (folder: string, file: string, reason: string) => new WrongCommand(`${folder} is not the folder of a run: its ${file} cannot be read (${reason}).`),
  noCheckpoint: (folder: string, isRunning = false) =>
    new NoCheckpoint(`${folder} has no checkpoint "best" yet: ${isRunning ? 'its run is in progress, and the first epoch that it evaluates is not over. Wait for it' : 'the run ended before the first one was written. Start it again with another --out'}.`),
  finished: (folder: string) => new RunDone(`The run in ${folder} is done: there is nothing to resume. \`whisker report ${typable(folder)}\` shows it, \`whisker evaluate ${typable(folder)}\` tests it again.`),
  otherRecipe: (folder: string, recipe: string, isOwn: boolean) =>
    new WrongCommand(`The run in ${folder} began with the recipe ${recipe}${isOwn ? ', which whisker does not have. Resume it from the code that has it, with `recipe`.' : '. Resume it without `recipe`.'}`),
  dataChanged: (root: string, change: string) => new DataChanged(root, change),
  dataMoved: (folder: string, path: string) => new WrongCommand(`The pictures of the run in ${folder} are no longer in ${path}. Say where they are now: --data DIR.`),
  splitChanged: (folder: string) => new WrongCommand(`The split in ${folder} has other samples than its run began with. Bring its split.json back, or start a new run.`),
  noSamples: (set: string, option: string) => new WrongCommand(`The split has no ${set} samples, and the run needs some. Ask for them with ${option}.`),
  anotherDataset: (dataset: string, split: string) => new WrongCommand(`The split is of the pictures in ${split}, but the dataset is ${dataset}. Split that one.`),
  size: (size: number, sizes: readonly number[]) => new WrongCommand(`--size is ${size}, but a recipe with a generator needs ${sizes.join(', ')}.`),
  memory: (needed: string, has: string, parts: string, lower: string) => new WrongCommand(`The run needs about ${needed} of memory (${parts}), and this machine has ${has}. Lower ${lower}.`),
  stemOfAnother: (model: string) => new WrongCommand(`--stem small is a choice for resnet18, but --model is ${model}. Leave --stem out.`),
  stemTooSmall: (size: number, most: number) => new WrongCommand(`--stem small is for pictures of up to ${most} px, but --size is ${size}. Choose --stem imagenet.`),
  stages: (freeze: string, model: string, stages: number) => new WrongCommand(`--freeze is ${freeze}, but ${model} has ${stages} stages. \`--freeze body\` freezes them all.`),
  oneValuePerChannel: (model: string, size: number, input: string) =>
    new WrongCommand(`A batch of ${input} has one picture, and --model ${model} shrinks a picture of ${size} px to a single pixel: its batch norms would see one value per channel, which has no variance. Use two or more pictures in a batch (--labels, --batch), a larger --size, or --freeze norms.`),
  weights: (reason: string) => new WrongCommand(`--weights: ${reason}`),
  pickled: (path: string) =>
    new WrongCommand(
      `--weights: ${path} was written by torch.save, and only Python can read it safely. Convert it there, once: ` +
        `from safetensors.torch import save_file; import torch; save_file(torch.load(${JSON.stringify(path)}, map_location='cpu', weights_only=True), 'weights.safetensors').`,
    ),
  nothingToTune: (recipe: string) => new WrongCommand(`The recipe ${recipe} takes no batches, so there is no step to tune for. Choose another with --recipe.`),
  unreadable: (path: string, error: unknown) => new WrongCommand(`${path} cannot be read: ${reasonOf(error)}.`),
  otherPictures: (folder: string, run: string, change: string) =>
    new WrongCommand(`The comparison in ${folder} is of other pictures: of those that its run ${run} began with, ${change}. Bring them back, name the folder where they are now, or choose another folder with --out.`),
  anotherComparison: (folder: string, what: string) => new WrongCommand(`${folder} holds another comparison: ${what}. Choose another folder with --out.`),
  unknownClass: (name: string, classes: readonly string[]) => new WrongCommand(`The dataset has a class ${printable(name)}, which the run does not know. It knows ${classes.map(printable).join(', ')}.`),
  noPictures: (what: string) => new WrongCommand(`There are no ${what} to evaluate.`),

  // While a run is under way: what was saved is still there.
  badLabelled: (bad: readonly Quarantined[], of: number) =>
    new BadPictures(`${bad.length} of the ${of} labelled pictures cannot be read. Repair them, or take them out of the split, and start again:`, bad, withReasons(bad)),
  tooManyBad: (bad: readonly Quarantined[], of: number, set: string, share: number) =>
    new BadPictures(`${bad.length} of ${of} ${set} pictures cannot be read, more than the share of ${share} that --max-bad allows: ${few(withReasons(bad))}.`, bad),
  notFinite: (step: number, losses: Readonly<Record<string, number>>, hasCheckpoint: boolean) =>
    new NotFinite(`The loss is no longer a number at step ${step}: ${lossesInWords(losses)}. ${earlierCheckpoints(hasCheckpoint)}`),
  weightsNotFinite: (step: number, name: string, hasCheckpoint: boolean) =>
    new NotFinite(`The weights are no longer numbers at step ${step}: ${name}. ${earlierCheckpoints(hasCheckpoint)}`),
  logNotOpened: (path: string, error: unknown) => new WorkFailed(`The log ${path} could not be opened: ${writeReason(error)}.`),
  checkpointNotWritten: (folder: string, error: unknown, hasCheckpoint: boolean) =>
    new WorkFailed(`The checkpoint in ${folder} could not be written: ${writeReason(error)}. ${checkpointBefore(hasCheckpoint)}.`),
  checkpointMixed: (folder: string) => new WorkFailed(`The checkpoint in ${folder} is not whole: its files are of different steps. The run may have been copied while it was written; copy it again.`),
  checkpoint: (folder: string, reason: string) => new WorkFailed(`The checkpoint in ${folder} cannot be read: ${reason}.`),
  tensors: (where: string, problems: readonly string[]) => new WorkFailed(`${where} does not fit the network: ${few(problems)}.`),
};
