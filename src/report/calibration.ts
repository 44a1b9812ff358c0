import type { Prediction } from './predictions.js';

/** Predictions of about the same confidence. */
export interface Bin {
  readonly count: number;
  /** Mean confidence, and share of right predictions with its 95 % interval (Wilson's). */
  readonly confidence: number;
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
}

/** Whether the confidence of a classifier is how often it is right. */
export interface Calibration {
  readonly bins: readonly Bin[];
  /** Expected calibration error (Naeini et al., 2015): the mean distance of confidence and accuracy of the bins, weighted by their pictures. */
  readonly error: number;
  readonly confidence: number;
  readonly accuracy: number;
}

/** Bins of equal width from 0 to 1. */
const BINS = 10;
/** Quantile 0.975 of the normal distribution. */
const Z = 1.96;

/** Measures the calibration of at least one prediction. Pure. */
export function calibrationOf(predictions: readonly Prediction[]): Calibration {
  const filled = Array.from({ length: BINS }, (_, index) => predictions.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === index)).filter((bin) => bin.length > 0);
  const bins = filled.map(binOf);
  const whole = binOf(predictions);
  return { bins, error: bins.reduce((sum, { count, confidence, accuracy }) => sum + (count / whole.count) * Math.abs(confidence - accuracy), 0), confidence: whole.confidence, accuracy: whole.accuracy };
}

function binOf(predictions: readonly Prediction[]): Bin {
  const count = predictions.length;
  const accuracy = predictions.filter((one) => one.class === one.predicted).length / count;
  const middle = (accuracy + Z ** 2 / (2 * count)) / (1 + Z ** 2 / count);
  const half = (Z / (1 + Z ** 2 / count)) * Math.sqrt((accuracy * (1 - accuracy)) / count + Z ** 2 / (4 * count ** 2));
  return { count, accuracy, confidence: predictions.reduce((sum, { confidence }) => sum + confidence, 0) / count, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
