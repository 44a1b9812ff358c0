import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OnProgress, TrainOptions } from '../../config/index.js';
import type { Engine } from '../../engine/index.js';
import type { Classifier } from '../../models/index.js';
import type { EvalSet } from '../evaluation/eval-set.js';
import { featureKey, hashOfBody, readFeatures, writeFeatures, type FeatureSamples, type FeatureTable } from './feature-table.js';

/** The sets that features can be asked of. */
export type FeatureSet = 'labelled' | 'unlabelled' | 'validation';

/** A set's pictures, and where its features are kept. */
export interface FeatureSource extends FeatureSamples {
  readonly set: EvalSet;
  readonly path: string;
  readonly onProgress: OnProgress;
}

export interface FeatureStoreOptions {
  readonly engine: Engine;
  readonly options: TrainOptions;
  /** @param limit most pictures that are taken, from the whole set at equal distances */
  readonly source: (set: FeatureSet, limit: number) => FeatureSource;
  /** Called when the features cannot be written. */
  readonly onUnwritten: (path: string, error: unknown) => void;
  readonly signal: AbortSignal;
}

/** Features in memory, and what they belong to. */
interface Known {
  /** The hash of the network's weights. */
  readonly body: string;
  readonly limit: number;
  readonly table: FeatureTable;
}

/** The features of a run's pictures: computed once, kept in memory and in the run's folder. */
export class FeatureStore {
  readonly #known = new Map<FeatureSet, Known>();
  /** Sets whose features the run's folder does not have. */
  readonly #missing = new Set<FeatureSet>();

  constructor(private readonly parts: FeatureStoreOptions) {}

  /**
   * Returns the features of a set. Those of the run's folder are used where they fit the pictures and the network.
   * @throws WorkFailed where too many pictures cannot be read; the signal's reason
   */
  async of(classifier: Classifier, set: FeatureSet, limit: number): Promise<FeatureTable> {
    const kept = await this.kept(classifier, set, limit);
    if (kept !== null) return kept;
    const { options, source: sourceOf, onUnwritten } = this.parts;
    const source = sourceOf(set, limit);
    const body = await hashOfBody(classifier.parameters);
    const table = await this.#compute(classifier, source);
    await save(source.path, await featureKey(source, options, body), table).catch((error: unknown) => onUnwritten(source.path, error));
    this.#known.set(set, { body, limit, table });
    return table;
  }

  /** Returns the features of a set where they were computed before, and still fit the pictures and the network; else null. */
  async kept(classifier: Classifier, set: FeatureSet, limit = Infinity): Promise<FeatureTable | null> {
    const known = this.#known.get(set);
    if (known === undefined && this.#missing.has(set)) return null;
    const body = await hashOfBody(classifier.parameters);
    if (known?.body === body && known.limit === limit) return known.table;
    // The file has what was computed last. Weights that have changed since do not come back.
    if (known !== undefined) return null;
    const { options, source: sourceOf, signal } = this.parts;
    const source = sourceOf(set, limit);
    const key = await featureKey(source, options, body);
    signal.throwIfAborted();
    const table = await readFeatures(source.path, key);
    if (table === null) this.#missing.add(set);
    else this.#known.set(set, { body, limit, table });
    return table;
  }

  async #compute(classifier: Classifier, { set, samples, onProgress }: FeatureSource): Promise<FeatureTable> {
    const { engine, options: { size }, signal } = this.parts;
    const start = performance.now();
    const inference = classifier.toInference();
    const width = inference.featureCount;
    const values = new Float32Array(samples.length * width);
    const labels = new Int32Array(samples.length);
    let count = 0;
    // A set may be empty. The unlabelled one often is.
    const chunks = samples.length === 0 ? [] : set.chunks(signal);
    try {
      for await (const chunk of chunks) {
        const pictures = engine.upload(chunk.pixels, [chunk.labels.length, size, size, 3]);
        const features = await inference.features(pictures).finally(() => pictures.dispose());
        try {
          values.set(Float32Array.from(await features.data()), count * width);
        } finally {
          features.dispose();
        }
        labels.set(chunk.labels, count);
        count += chunk.labels.length;
        const perSecond = (chunk.done * 1000) / Math.max(performance.now() - start, 1);
        onProgress({ done: chunk.done, total: set.total, perSecond, secondsLeft: (set.total - chunk.done) / perSecond });
        await nextTurn();
        signal.throwIfAborted();
      }
    } finally {
      inference.dispose();
    }
    return { count, width, values: values.slice(0, count * width), labels: labels.slice(0, count) };
  }
}

async function save(path: string, key: string, table: FeatureTable): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFeatures(path, key, table);
}
