import { add, argMax, cast, dispose, div, greaterEqual, max, mean, mul, oneHot, softmax, sum, tidy, type Scalar, type Tensor, type Tensor1D, type Tensor2D, type Variable } from '@tensorflow/tfjs-core';
import type { Loss } from '../../models/index.js';
import { lossOfTargets } from './cross-entropy.js';
import type { Measured, RecipeContext } from './recipe.js';

/** How predictions become labels. */
export interface PseudoLabelOptions {
  readonly threshold: number;
  readonly 'adaptive-threshold': boolean;
  readonly 'distribution-alignment': boolean;
  readonly 'unlabelled-weight': number;
}

/** Decay of the running means at the end; as an EMA of weights, they forget faster in the first steps. */
const DECAY = 0.999;

/** Turns the predictions of unlabelled pictures into labels for other views of them. Its running means are part of checkpoints. */
export class PseudoLabels {
  readonly #classes: number;
  readonly #align: ReturnType<typeof alignment> | null;
  readonly #adapt: ReturnType<typeof adaptiveThreshold> | null;
  #labels: { readonly targets: Tensor2D; readonly weights: Tensor1D; readonly confident: Scalar } | null = null;

  constructor(context: Pick<RecipeContext, 'classes' | 'state'>, private readonly options: PseudoLabelOptions) {
    const { classes } = context;
    const even = (name: string, count: number) => context.state(name, new Float32Array(count).fill(1 / classes));
    this.#classes = classes;
    this.#align = options['distribution-alignment'] ? alignment(even('predicted', classes)) : null;
    this.#adapt = options['adaptive-threshold'] ? adaptiveThreshold(even('confidence', 1), even('marginal', classes)) : null;
  }

  /** Labels the pictures of a step. @param step steps done before this one */
  label(logits: Tensor2D, step: number): void {
    this.clear();
    const decay = Math.min(DECAY, (1 + step) / (10 + step));
    this.#labels = tidy(() => {
      const predicted = softmax<Tensor2D>(logits);
      const probabilities = this.#align === null ? predicted : this.#align(predicted, decay);
      const confidence = max<Tensor1D>(probabilities, 1);
      const targets = cast(oneHot(argMax<Tensor1D>(probabilities, 1), this.#classes) as Tensor2D, 'float32');
      const threshold = this.#adapt === null ? this.options.threshold : this.#adapt(probabilities, confidence, targets, decay);
      const reached = cast(greaterEqual<Tensor1D>(confidence, threshold), 'float32');
      return {
        targets,
        weights: mul<Tensor1D>(reached, this.options['unlabelled-weight']),
        confident: mean<Scalar>(reached),
      };
    });
  }

  /** The cross-entropy of other views of the same pictures. A prediction below the threshold counts as zero. */
  readonly loss = (logits: Tensor2D): Loss => {
    const { targets, weights } = this.#current;
    return lossOfTargets(logits, targets, weights);
  };

  /** Returns the share of the predictions that reached the threshold. The caller disposes it. */
  confident(): Scalar {
    return this.#current.confident.clone();
  }

  /** Disposes the labels of the step. */
  clear(): void {
    if (this.#labels !== null) dispose(Object.values(this.#labels));
    this.#labels = null;
  }

  get #current() {
    if (this.#labels === null) throw new Error('pictures get their labels before other views learn from them');
    return this.#labels;
  }
}

/**
 * Distribution alignment of ReMixMatch (Berthelot et al., 2020): divides by the mean prediction so far, so that each class
 * becomes as frequent as the others. The labels hold as many of each.
 */
const alignment = (predicted: Variable) => (probabilities: Tensor2D, decay: number): Tensor2D => {
  move(predicted, mean(probabilities, 0), decay);
  const aligned = div<Tensor2D>(probabilities, predicted);
  return div(aligned, sum(aligned, 1, true));
};

/**
 * The self-adaptive threshold of FreeMatch (Wang et al., 2023): the mean confidence so far, lower for classes that are
 * predicted less often. Returns the threshold of each picture. `gather` would do the same, but tfjs reads its indices back to
 * check them, and so waits for the engine.
 */
const adaptiveThreshold = (confidence: Variable, marginal: Variable) => (probabilities: Tensor2D, confidences: Tensor1D, targets: Tensor2D, decay: number): Tensor => {
  move(confidence, mean(confidences, 0, true), decay);
  move(marginal, mean(probabilities, 0), decay);
  return sum(mul(targets, mul(div(marginal, max(marginal)), confidence)), 1);
};

/** Moves a running mean towards `value`. */
function move(average: Variable, value: Tensor, decay: number): void {
  average.assign(add(mul(average, decay), mul(value, 1 - decay)));
}

/** Returns a warning where nearly no pseudo-label of an epoch counted. */
export function pseudoLabelWarning({ shares: { confident } }: Measured, options: { readonly threshold: number; readonly 'adaptive-threshold': boolean }): string | null {
  if (confident >= 0.001) return null;
  const share = confident === 0 ? 'No pseudo-label' : `Only ${(confident * 100).toFixed(3)} % of the pseudo-labels`;
  return `${share} reached the threshold${options['adaptive-threshold'] ? '' : ` of ${options.threshold}`} in this epoch (share ${confident}): the unlabelled pictures taught nothing. ` +
    'It rises as the classifier learns. If it does not, lower --threshold or use --adaptive-threshold.';
}
