import { yieldToEventLoop } from '../../engine/index.js';
import type { Score } from '../../events/index.js';
import { beats, scoreLogits } from '../evaluation/score.js';
import type { FeatureTable } from './feature-table.js';
import { fitHeads, type Scaling } from './head.js';
import { logitsOfRows, type LinearHead, type RegressionTask } from './logistic-regression.js';

/** Factors of the penalty that validation chooses from, the strongest first. */
const PENALTIES = [0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003];
/** Where a fit ends. A smaller gradient would change no prediction. */
const TOLERANCE = 1e-5;

/** A head that was fitted to features. */
export interface LinearProbe {
  readonly head: LinearHead;
  readonly penalty: number;
  /** Its score in validation. */
  readonly score: Score;
}

/**
 * Fits logistic regression with each penalty, and returns the one that does best in validation.
 * @param penalty the only one to fit with; 0: each of `PENALTIES`
 */
export async function fitProbe(task: Pick<RegressionTask, 'rows' | 'labels' | 'shares'>, scaling: Scaling, validation: FeatureTable, outputs: number, penalty = 0): Promise<LinearProbe> {
  const strengths = penalty === 0 ? PENALTIES : [penalty];
  const heads = await fitHeads({ ...task, outputs, tolerance: TOLERANCE, pause: yieldToEventLoop }, strengths, scaling);
  const candidates = heads.map((head, index): LinearProbe => ({ penalty: strengths[index], head, score: scoreOf(validation, head) }));
  return candidates.reduce((best, candidate) => (beats(candidate.score, best.score) ? candidate : best));
}

/** Returns the score of a head on features with labels. */
export const scoreOf = (table: FeatureTable, head: LinearHead): Score =>
  scoreLogits(logitsOfRows(table, head), head.bias.length, table.labels, Array.from(head.bias, (_, index) => String(index)));
