import type { LabelledSample } from '../../dataset/index.js';
import type { SetLogits } from './eval-model.js';
import { topClass } from './score.js';

/** What a classifier says of one picture of a set: a line of `predictions.jsonl`. */
export interface PicturePrediction {
  /** The picture, relative to the folder of the dataset. */
  readonly path: string;
  /** Its class, and the predicted one. */
  readonly class: string;
  readonly predicted: string;
  /** Softmax of the predicted class, 0 to 1, to six digits. */
  readonly confidence: number;
}

/**
 * Returns the predictions for a set, in its order, without pictures that cannot be read.
 * @param outputs of the classifier. Only the first `classes.length` count
 */
export function predictionsOf({ logits, indices }: SetLogits, outputs: number, samples: readonly LabelledSample[], classes: readonly string[]): PicturePrediction[] {
  return indices.map((index, row) => {
    const { class: top, confidence } = topClass(logits.subarray(row * outputs, row * outputs + classes.length));
    const { path, class: own } = samples[index];
    return { path, class: classes[own], predicted: classes[top], confidence: Number(confidence.toFixed(6)) };
  });
}

/** Returns the text of `predictions.jsonl`. */
export const formatPredictions = (all: readonly PicturePrediction[]): string => all.map((prediction) => `${JSON.stringify(prediction)}\n`).join('');
