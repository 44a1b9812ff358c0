import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, reasonOf } from '../../config/index.js';
import type { OptimizerState } from '../../engine/index.js';
import { readSafetensors, serializeSafetensors, type NormalizationName, type Parameter, type SafetensorsFile } from '../../models/index.js';
import { errors } from '../errors.js';
import { formatProgress, parseProgress, type RunProgress } from '../run/run-progress.js';
import { findSet, readFiles, type FileSet } from './fileset.js';
import { exportStates, exportNetwork, firstNotFinite } from './weights.js';

export const CLASSIFIER = 'classifier.safetensors';
export const GENERATOR = 'generator.safetensors';
export const OPTIMIZER = 'optimizer.safetensors';
const STATE = 'state.json';

/** The parts of a run that a checkpoint saves. */
export interface CheckpointSource {
  readonly classifier: { readonly parameters: readonly Parameter[]; readonly normalize: NormalizationName };
  readonly generator: { readonly parameters: readonly Parameter[] } | null;
  readonly saved: readonly OptimizerState[];
}

/**
 * Copies a run's tensors out of the engine, as the files of a checkpoint. Each file says its step, so that a reader notices
 * files of two checkpoints.
 * @param hasCheckpoint whether the run has a checkpoint already, for the error
 * @throws WorkFailed when a weight is not a finite number
 */
export async function captureCheckpoint({ classifier, generator, saved }: CheckpointSource, progress: RunProgress, hasCheckpoint: () => Promise<boolean>): Promise<FileSet> {
  const contents = new Map([[CLASSIFIER, await exportNetwork(classifier.parameters, progress.step)]]);
  if (generator !== null) contents.set(GENERATOR, await exportNetwork(generator.parameters, progress.step));
  contents.set(OPTIMIZER, await exportStates(saved));

  const files = new Map<string, Iterable<Uint8Array | string>>();
  for (const [name, tensors] of contents) {
    const broken = firstNotFinite(tensors);
    if (broken !== undefined) throw errors.weightsNotFinite(progress.step, `${broken} in ${name}`, await hasCheckpoint());
    files.set(name, serializeSafetensors(tensors, {
      format: 'pt',
      step: String(progress.step),
      ...(name === CLASSIFIER && classifier.normalize !== 'none' && { normalize: classifier.normalize }),
    }));
  }
  return files.set(STATE, [formatProgress(progress)]);
}

export interface Checkpoint {
  readonly progress: RunProgress;
  readonly files: ReadonlyMap<string, SafetensorsFile>;
}

/** A set is replaced within milliseconds. A reader that comes at that moment tries again. */
const TRIES = 10;
const PAUSE_MS = 100;

/**
 * Reads the state and the named files of the checkpoint in `folder`, all of one step. A run may be writing it meanwhile.
 * @returns undefined where no checkpoint was ever written
 * @throws WorkFailed where it cannot be read, or is not whole
 */
export async function readCheckpoint(folder: string, names: readonly string[]): Promise<Checkpoint | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const place = await findSet(folder);
    if (place === undefined) return undefined;
    try {
      const bytes = await readFiles(place, [STATE, ...names]);
      const progress = parseProgress(new TextDecoder().decode(bytes.get(STATE)));
      if (progress === null) throw errors.checkpoint(place, `its ${STATE} is not valid`);
      bytes.delete(STATE);
      const files = new Map([...bytes].map(([name, content]) => [name, readSafetensors(content, `${place}/${name}`)]));
      if ([...files.values()].every(({ metadata }) => metadata['step'] === String(progress.step))) return { progress, files };
      if (attempt === TRIES) throw errors.checkpointMixed(place);
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
      if (codeOf(error) !== 'ENOENT' || attempt === TRIES) throw errors.checkpoint(place, reasonOf(error));
    }
    await sleep(PAUSE_MS);
  }
}
