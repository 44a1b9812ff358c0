import type { Gradients } from '../tape.js';
import type { OptimizerState } from './state.js';

export interface Optimizer {
  /** Updates every variable that has a gradient. The gradients stay the caller's. */
  apply(gradients: Gradients): Promise<void>;
  /** The tensors kept between steps. */
  readonly state: readonly OptimizerState[];
  /** Steps taken. Set it after a resume. */
  steps: number;
  dispose(): void;
}
