import type { SymbolicTensor } from '../engine/index.js';
import { foldBatchNorms } from './fold.js';
import type { NetworkSpec } from './network-spec.js';
import { sizeOfShape } from './parameter.js';

/** Returns how many numbers a network learns. */
export const weightCount = ({ parameters }: NetworkSpec): number =>
  parameters.reduce((sum, { shape, trainable }) => sum + (trainable ? sizeOfShape(shape) : 0), 0);

/** Returns how many numbers the outputs of a network's operations have, for one picture. */
export const activationCount = ({ operations }: NetworkSpec): number => operations.reduce((sum, { output }) => sum + sizeOfShape(output.shape), 0);

/**
 * Returns how many of those a training pass keeps for the way back. Of the part before the first parameter that learns it
 * keeps the last output, and while it runs a few of the largest. Frozen batch norms are folded, as in the pass.
 */
export function keptActivationCount(spec: NetworkSpec): number {
  const { operations, folds } = foldBatchNorms(spec, 'frozen');
  const learns = new Set<SymbolicTensor>(spec.parameters.filter(({ trainable }) => trainable).map(({ symbolic }) => symbolic));
  for (const { from, filter } of folds) if (learns.has(from.filter)) learns.add(filter);
  let [kept, passing] = [0, 0];
  for (const { inputs, output } of operations) {
    const size = sizeOfShape(output.shape);
    if (inputs.some((input) => learns.has(input))) {
      learns.add(output);
      kept += size;
    } else passing = Math.max(passing, size);
  }
  return kept + FROZEN_AT_ONCE * passing;
}

/** Activations that exist at the same time where nothing is kept: an operation's input and output, and a shortcut. */
const FROZEN_AT_ONCE = 3;

/**
 * Returns the most numbers that exist at the same time in evaluation, for one picture: its pixels, and the activations that
 * an operation still needs. Each is freed after its last use.
 */
export function evaluatedActivationCount(spec: NetworkSpec<4, 2>): number {
  const { operations } = foldBatchNorms(spec, 'all');
  const lastUse = new Map(operations.flatMap(({ inputs }, index) => inputs.map((input): [SymbolicTensor, number] => [input, index])));
  const made = new Set<SymbolicTensor>();
  let now = sizeOfShape(spec.input.shape);
  let most = now;
  for (const [index, { inputs, output }] of operations.entries()) {
    made.add(output);
    now += sizeOfShape(output.shape);
    most = Math.max(most, now);
    // The pixels and the parameters stay.
    for (const input of new Set<SymbolicTensor>(inputs)) if (made.has(input) && lastUse.get(input) === index) now -= sizeOfShape(input.shape);
  }
  return most;
}
