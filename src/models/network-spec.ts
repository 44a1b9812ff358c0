import type { Rank, SymbolicTensor, SymbolicValues, TracedOperation } from '../engine/index.js';
import type { ParameterSpec } from './parameter.js';

/** A network before it has values: everything that follows from its code alone. Needs no engine. */
export interface NetworkSpec<In extends Rank = Rank, Out extends Rank = Rank> {
  readonly input: SymbolicValues[In];
  readonly output: SymbolicTensor<Out>;
  /** In the order of torchvision's `state_dict`. */
  readonly parameters: readonly ParameterSpec[];
  /** In the order in which they run; shapes are those for one picture. */
  readonly operations: readonly TracedOperation[];
}
