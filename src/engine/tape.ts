import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { yieldToEventLoop } from './event-loop.js';
import { plus } from './kernels/float-types.js';

/** A tensor in a network's pass, and its gradient on the way back. */
export class Value<Kind extends Tensor = Tensor> {
  /** The sum of the gradients that have arrived. The tape disposes it. */
  gradient: Tensor | null = null;
  /** The tensor in the type that operations take it in; null before `Tape.castOnce`. The tape disposes it. */
  castTensor: Tensor | null = null;

  constructor(
    readonly tensor: Kind,
    /** Whether it depends on a parameter, or on an input whose gradient is needed. Nothing else gets a gradient. */
    readonly requiresGrad: boolean,
    /** The variable that holds the tensor; null for any other tensor. */
    readonly variable: Variable | null = null,
  ) {}

  /** The shape of the tensor. */
  get shape(): Kind['shape'] {
    return this.tensor.shape;
  }
}

/** The gradients of variables, summed over every tape that was given this object. */
export class Gradients {
  readonly #sums = new Map<Variable, Tensor>();

  /** Adds `gradient` and takes it over from the caller. */
  add(variable: Variable, gradient: Tensor): void {
    const before = this.#sums.get(variable);
    this.#sums.set(variable, before === undefined ? gradient : plus(before, gradient));
    if (before === undefined) return;
    before.dispose();
    gradient.dispose();
  }

  /** Returns the gradient of a variable, which stays owned by this object; undefined where none has arrived. */
  of(variable: Variable): Tensor | undefined {
    return this.#sums.get(variable);
  }

  /** Frees every gradient. */
  dispose(): void {
    for (const gradient of this.#sums.values()) gradient.dispose();
    this.#sums.clear();
  }
}

/** The gradient for an input: a tensor, a function that computes it, or null where it is not needed. */
export type InputGradient = Tensor | (() => Tensor) | null;

interface Recorded {
  readonly inputs: readonly Value[];
  readonly output: Value;
  /** Returns the gradient for each input, in order. */
  readonly backward: (dy: Tensor) => readonly InputGradient[];
  readonly saved: readonly Tensor[];
}

/**
 * One pass through a network: it owns the tensors that the pass makes, and goes back over them once. tfjs has a tape of its
 * own. This one disposes an activation as soon as its gradient is done, computes no gradient that is not needed, and can
 * stay open while another network takes a step: the generator's pictures, between the classifier's update and its own.
 */
export class Tape {
  readonly #recorded: Recorded[] = [];
  readonly #owned = new Set<Tensor>();
  readonly #variables = new Map<Variable, Value>();

  /**
   * @param gradients where the gradients of variables go; null: variables are constants
   * @param batches the sizes of the batches that are concatenated in the input: in training, batch norm sees each separately
   */
  constructor(readonly gradients: Gradients | null = null, readonly batches: readonly number[] | null = null) {}

  /** Makes a value of a tensor from outside, which stays the caller's. Its gradient is the tape's. */
  input<Kind extends Tensor>(tensor: Kind, requiresGrad = false): Value<Kind> {
    return new Value(tensor, requiresGrad);
  }

  /** Returns the value of a variable, always the same one. @param learns false: it is a constant */
  variable<V extends Value>(variable: Variable, learns = true): V {
    let value = this.#variables.get(variable);
    if (value === undefined) {
      value = new Value(variable, learns && this.gradients !== null, variable);
      this.#variables.set(variable, value);
    }
    return value as V;
  }

  /** Returns `value`'s tensor as `cast` makes it, or the tensor itself where that gives null. Casts once per value. */
  castOnce<Kind extends Tensor>(value: Value<Kind>, cast: (tensor: Kind) => Kind | null): Kind {
    if (value.castTensor === null) {
      value.castTensor = cast(value.tensor);
      if (value.castTensor !== null) this.#owned.add(value.castTensor);
    }
    return (value.castTensor ?? value.tensor) as Kind;
  }

  /** Records an operation, and takes over `output` and `saved`. `backward` is called only if an input requires a gradient. */
  record<Kind extends Tensor>(inputs: readonly Value[], output: Kind, backward: (dy: Tensor) => readonly InputGradient[], saved: readonly Tensor[] = []): Value<Kind> {
    const value = new Value(output, inputs.some((input) => input.requiresGrad));
    this.#owned.add(output);
    for (const tensor of saved) this.#owned.add(tensor);
    if (value.requiresGrad) this.#recorded.push({ inputs, output: value, backward, saved });
    return value;
  }

  /**
   * Sends `dy`, which stays the caller's, back from `value` to every input and variable that requires a gradient. It works
   * once: activations are disposed on the way.
   */
  async backward(value: Value, dy: Tensor): Promise<void> {
    value.gradient = dy.clone();
    this.#own(value.gradient);
    for (let entry = this.#recorded.pop(); entry !== undefined; entry = this.#recorded.pop()) {
      const { gradient } = entry.output;
      if (gradient !== null) {
        await yieldToEventLoop();
        for (const [index, each] of entry.backward(gradient).entries()) {
          if (typeof each !== 'function') this.#pass(entry.inputs[index], each);
          else {
            await yieldToEventLoop();
            this.#pass(entry.inputs[index], each());
          }
        }
        this.#dispose(gradient);
      }
      this.#dispose(entry.output.tensor);
      for (const tensor of entry.saved) this.#dispose(tensor);
    }
    if (this.gradients === null) return;
    for (const [variable, { gradient }] of this.#variables) {
      if (gradient === null) continue;
      this.#owned.delete(gradient);
      this.gradients.add(variable, gradient);
    }
    this.#variables.clear();
  }

  /** Disposes the tensor of `value`, which no later operation and no gradient takes. */
  release(value: Value): void {
    if (this.#owned.has(value.tensor)) this.#dispose(value.tensor);
  }

  /** Frees every tensor that the pass has made and that is not released. */
  dispose(): void {
    for (const tensor of this.#owned) tensor.dispose();
    this.#owned.clear();
    this.#recorded.length = 0;
    this.#variables.clear();
  }

  #pass(input: Value, gradient: Tensor | null): void {
    if (gradient === null) return;
    if (!input.requiresGrad) {
      gradient.dispose();
      return;
    }
    const before = input.gradient;
    input.gradient = before === null ? gradient : plus(before, gradient);
    this.#own(input.gradient);
    if (before === null) return;
    this.#dispose(before);
    gradient.dispose();
  }

  #own(tensor: Tensor): void {
    this.#owned.add(tensor);
  }

  #dispose(tensor: Tensor): void {
    this.#owned.delete(tensor);
    tensor.dispose();
  }
}
