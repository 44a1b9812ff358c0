import type { FieldNames, TrainOptions } from '../../config/index.js';
import { isAlive, readHolder } from '../../disk/index.js';
import type { Engine } from '../../engine/index.js';
import { createClassifier, type Classifier } from '../../models/index.js';
import { CLASSIFIER, readCheckpoint } from '../checkpoint/checkpoint.js';
import { importNetwork } from '../checkpoint/weights.js';
import { shapeOf } from '../classifier-shape.js';
import { errors } from '../errors.js';
import { obtainEngineFor } from '../obtain.js';
import { pathsIn } from '../run/folder.js';
import { readRecord } from '../run/record.js';
import { openDecoding, type PictureSettings } from './pictures.js';

/** What using a trained classifier can be given. */
export interface TrainedContext {
  /** @default never aborted */
  readonly signal?: AbortSignal;
  /** An engine that is already loaded. */
  readonly engine?: Engine;
  /** The engine to load. @default the one of the run's options */
  readonly engineChoice?: TrainOptions['engine'];
  /** Called with a message now and then while something takes long. */
  readonly report?: (message: string) => void;
}

/** The fields of a TrainedContext. */
export const trainedNames: FieldNames<TrainedContext> = { signal: true, engine: true, engineChoice: true, report: true };

/** A run's classifier with its best weights, and its decode settings. */
export interface Trained {
  readonly engine: Engine;
  readonly classifier: Classifier;
  readonly classes: readonly string[];
  readonly options: TrainOptions;
  readonly settings: PictureSettings;
  close(): Promise<void>;
}

/**
 * Loads the best weights of a run, which may still be in progress.
 * @param decoding options that replace the run's own
 * @throws WrongCommand where the folder is not a run's or has no checkpoint; WorkFailed where the checkpoint cannot be read
 */
export async function openTrained(
  folder: string, { engine: given, engineChoice, report = () => undefined, signal }: TrainedContext, decoding: Partial<Pick<TrainOptions, 'workers' | 'isolate' | 'pixel-limit'>> = {},
): Promise<Trained> {
  const { options, about } = await readRecord(folder);
  const { best, lock } = pathsIn(folder);
  const checkpoint = await readCheckpoint(best, [CLASSIFIER]);
  const weights = checkpoint?.files.get(CLASSIFIER);
  if (weights === undefined) throw errors.noCheckpoint(folder, await isHeld(lock));
  const engine = given ?? (await obtainEngineFor({ ...options, ...(engineChoice && { engine: engineChoice }) }, report, signal));
  const classifier = createClassifier(engine.kernels, { ...shapeOf(options, about.outputs), seed: options.seed, isGiven: () => true });
  try {
    importNetwork(classifier.parameters, weights, `${best}/${CLASSIFIER}`);
  } catch (error) {
    classifier.dispose();
    throw error;
  }
  const settings = openDecoding({ ...options, ...decoding });
  return {
    engine, classifier, options, settings,
    classes: about.classes,
    async close() {
      classifier.dispose();
      await settings.pool.close();
    },
  };
}

/** Whether the process that holds a run's lock is alive. */
async function isHeld(lock: string): Promise<boolean> {
  const holder = await readHolder(lock);
  return holder !== undefined && isAlive(holder);
}
