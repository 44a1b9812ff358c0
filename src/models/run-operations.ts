import { yieldToEventLoop, type BoundTensors, type Operations, type SymbolicTensor, type Tape, type TapeValues, type TracedOperation } from '../engine/index.js';

export type RunOperations = (tape: Tape, on: Operations<TapeValues>, bound: BoundTensors<TapeValues>) => Promise<void>;

/**
 * Returns what does `operations` one after another. It disposes each activation after its last use, unless a gradient
 * needs it: in evaluation, and below a frozen part of a network, a pass takes the memory of a few layers.
 * @param output is never disposed
 * @param made tensors that the pass has made before: they are disposed after their last use too
 */
export function runOperations(operations: readonly TracedOperation[], output: SymbolicTensor, made: readonly SymbolicTensor[] = []): RunOperations {
  const steps = operations.map((operation, index) => {
    const later = new Set<SymbolicTensor>(operations.slice(index + 1).flatMap(({ inputs }): readonly SymbolicTensor[] => inputs));
    const before = new Set<SymbolicTensor>([...made, ...operations.slice(0, index).map((earlier) => earlier.output)]);
    return { operation, unused: new Set<SymbolicTensor>(operation.inputs.filter((input) => before.has(input) && !later.has(input) && input !== output)) };
  });
  return async (tape, on, bound) => {
    const needed = new Set<SymbolicTensor>();
    for (const { operation, unused } of steps) {
      await yieldToEventLoop();
      bound.bind(operation.output, operation.run(on, bound.find));
      if (bound.find(operation.output).requiresGrad) for (const input of operation.inputs) needed.add(input);
      for (const tensor of unused) if (!needed.has(tensor)) tape.release(bound.find(tensor));
    }
  };
}
