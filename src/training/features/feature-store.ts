import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { WhiskerError, type OnProgress, type TrainOptions } from '../../config/index.js';
import type { Engine } from '../../engine/index.js';
import type { Classifier } from '../../models/index.js';
import type { EvalSet } from '../evaluation/eval-set.js';
import { readParts, removeParts, writePart } from './feature-parts.js';
import { featureKey, hashOfBody, readFeatures, writeFeatures, type FeatureSamples, type FeatureTable } from './feature-table.js';

/** Milliseconds between two parts that are kept of a set under way: a run that is killed loses no more. */
const PART_MS = 5000;

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
  /** Called when the features, or a part of them, cannot be written. */
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
    const key = await featureKey(source, options, body);
    const table = await this.#compute(classifier, source, key);
    await save(source.path, key, table).catch((error: unknown) => onUnwritten(source.path, error));
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

  /** Computes features, from where a run that was stopped has left them. */
  async #compute(classifier: Classifier, { set, samples, path, onProgress }: FeatureSource, key: string): Promise<FeatureTable> {
    const { engine, options: { size }, signal } = this.parts;
    const start = performance.now();
    const inference = classifier.toInference();
    const rows = new Rows(inference.featureCount, samples.length);
    for (const part of await readParts(path, key)) rows.add(part.values, part.labels, part.end);
    const parts = this.#parts(path, key, rows);
    const from = rows.end;
    // A set may be empty. The unlabelled one often is.
    const chunks = from === samples.length ? [] : set.chunks(signal, { from, bad: from - rows.count });
    try {
      for await (const chunk of chunks) {
        const pictures = engine.upload(chunk.pixels, [chunk.labels.length, size, size, 3]);
        const features = await inference.features(pictures).finally(() => pictures.dispose());
        try {
          rows.add(Float32Array.from(await features.data()), chunk.labels, chunk.done);
        } finally {
          features.dispose();
        }
        await parts.write(PART_MS);
        const perSecond = ((chunk.done - from) * 1000) / Math.max(performance.now() - start, 1);
        onProgress({ done: chunk.done, total: set.total, perSecond, secondsLeft: (set.total - chunk.done) / perSecond });
        await nextTurn();
        signal.throwIfAborted();
      }
    } catch (error) {
      // A run that has lost its lock writes nothing more, and one that fails would fail again.
      if (signal.aborted && !(error instanceof WhiskerError)) await parts.write(0);
      throw error;
    } finally {
      inference.dispose();
    }
    return rows.table();
  }

  /** Returns what writes the rows since the last part, where that is longer ago. It stops at the first error. */
  #parts(path: string, key: string, rows: Rows): { readonly write: (afterMs: number) => Promise<void> } {
    let [from, first, writtenAt, works] = [rows.end, rows.count, performance.now(), true];
    return {
      write: async (afterMs) => {
        if (!works || rows.end === from || performance.now() - writtenAt < afterMs) return;
        try {
          await mkdir(dirname(path), { recursive: true });
          await writePart(path, key, { from, end: rows.end, ...rows.table(first) });
        } catch (error) {
          works = false;
          this.parts.onUnwritten(path, error);
        }
        [from, first, writtenAt] = [rows.end, rows.count, performance.now()];
      },
    };
  }
}

/** Features, as they are computed. */
class Rows {
  readonly #values: Float32Array;
  readonly #labels: Int32Array;
  count = 0;
  /** The place after the last picture. */
  end = 0;

  constructor(private readonly width: number, most: number) {
    this.#values = new Float32Array(most * width);
    this.#labels = new Int32Array(most);
  }

  add(values: ArrayLike<number>, labels: Int32Array, end: number): void {
    this.#values.set(values, this.count * this.width);
    this.#labels.set(labels, this.count);
    this.count += labels.length;
    this.end = end;
  }

  /** Returns the rows from `first` on. They share the memory of these. */
  table(first = 0): FeatureTable {
    const { count, width } = this;
    return { count: count - first, width, values: this.#values.subarray(first * width, count * width), labels: this.#labels.subarray(first, count) };
  }
}

/** Writes the file of the whole set, which then replaces its parts. */
async function save(path: string, key: string, table: FeatureTable): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFeatures(path, key, table);
  await removeParts(path);
}
