import { join } from 'node:path';
import type { Engine } from '../../engine/index.js';
import type { EventBody } from '../../events/index.js';
import type { Quarantined } from '../../pipeline/index.js';
import { EvalSet } from '../evaluation/eval-set.js';
import type { PictureSettings } from '../evaluation/pictures.js';
import { FeatureStore, type FeatureSet } from '../features/feature-store.js';
import { evaluationBatch } from '../memory.js';
import { messages } from '../messages.js';
import type { Plan } from './plan.js';
import { reportEvaluation } from './report-evaluation.js';

interface FeatureParts {
  readonly engine: Engine;
  readonly settings: PictureSettings;
  /** The validation set, which may keep its decoded pictures. */
  readonly validation: EvalSet;
  readonly emit: (body: EventBody) => void;
  readonly onBad: (picture: Quarantined) => void;
  readonly signal: AbortSignal;
}

/** Returns the features of a run. They are computed when its recipe asks for them. */
export function openFeatures({ options, split, paths }: Plan, { engine, settings, validation, emit, onBad, signal }: FeatureParts): FeatureStore {
  const { root } = split;
  const all = {
    labelled: split.labelled,
    unlabelled: split.unlabelled.map((path) => ({ path, class: -1 })),
    validation: split.val,
  };
  const source = (name: FeatureSet, limit: number) => {
    const samples = takeEvenly(all[name], limit);
    const open = () => new EvalSet(settings, {
      name, root, samples, onBad,
      chunk: evaluationBatch(options),
      keepWithin: 0,
      // A label is too valuable to be dropped silently.
      maxBad: name === 'labelled' ? 0 : options['max-bad'],
    });
    return { root, samples, set: name === 'validation' ? validation : open(), path: join(paths.features, `${name}.safetensors`), onProgress: reportEvaluation({ set: name }, emit) };
  };
  return new FeatureStore({ engine, options, source, signal, onUnwritten: (path, error) => emit({ type: 'log', level: 'warning', message: messages.file(path, error) }) });
}

/** Returns at most `limit` items, from the whole list at equal distances. */
function takeEvenly<Item>(items: readonly Item[], limit: number): readonly Item[] {
  if (items.length <= limit) return items;
  return Array.from({ length: limit }, (_, index) => items[Math.floor((index * items.length) / limit)]);
}
