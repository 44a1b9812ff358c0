import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { yieldToEventLoop } from './event-loop.js';
import { plus } from './kernels/float-types.js';

/** A tensor on its way through a network, and the gradient that comes back for it. */
export class Value<Kind extends Tensor = Tensor> {
  /** Sum of what arrived so far; the tape disposes it. */
  gradient: Tensor | null = null;
  /** The tensor as an operation wants it; once a tape, which disposes it. */
  castTensor: Tensor | null = null;

  constructor(
    readonly tensor: Kind,
    /** Whether a parameter, or an input whose gradient is asked for, lies behind it. */
    readonly requiresGrad: boolean,
    /** The variable that holds the tensor; null for any other tensor. */
    readonly variable: Variable | null = null,
  ) {}

  get shape(): Kind['shape'] {
    return this.tensor.shape;
  }
}

/** The gradients of variables, summed over every tape that was given this object. */
export class Gradients {
  readonly #sums = new Map<Variable, Tensor>();

  /** Adds `gradient` and owns it from here on. */
  add(variable: Variable, gradient: Tensor): void {
    const before = this.#sums.get(variable);
    this.#sums.set(variable, before === undefined ? gradient : plus(before, gradient));
    if (before === undefined) return;
    before.dispose();
    gradient.dispose();
  }

  of(variable: Variable): Tensor | undefined {
    return this.#sums.get(variable);
  }

  dispose(): void {
    for (const gradient of this.#sums.values()) gradient.dispose();
    this.#sums.clear();
  }
}

/** The gradient for an input; how to compute it, where that is an operation of its own; null where none is wanted. */
type Back = Tensor | (() => Tensor) | null;

interface Recorded {
  readonly inputs: readonly Value[];
  readonly output: Value;
  /** For each input, in their order. */
  readonly backward: (dy: Tensor) => readonly Back[];
  readonly saved: readonly Tensor[];
}

/**
 * One pass through a network: owns the tensors that it made, and walks back over them once. tfjs has a tape of its own;
 * this one lets go of an activation as soon as the way back has passed it, computes no gradient that nobody wants, and
 * can stay open while another network takes a step (the generator's pictures, between the classifier's update and its own).
 */
export class Tape {
  readonly #recorded: Recorded[] = [];
  readonly #owned = new Set<Tensor>();
  readonly #variables = new Map<Variable, Value>();

  /**
   * Without `gradients`, variables are constants and nothing is learned. With `batches`, as many pictures of each lie one
   * behind the other in what goes through: batch norm in training sees each batch alone.
   */
  constructor(readonly gradients: Gradients | null = null, readonly batches: readonly number[] | null = null) {}

  /** A value from outside. Its tensor stays the caller's; its gradient, when wanted, is the tape's. */
  input<Kind extends Tensor>(tensor: Kind, wanted = false): Value<Kind> {
    return new Value(tensor, wanted);
  }

  /** The current value of a variable; the same one however often it is asked for. */
  variable<V extends Value>(variable: Variable): V {
    let value = this.#variables.get(variable);
    if (value === undefined) {
      value = new Value(variable, this.gradients !== null, variable);
      this.#variables.set(variable, value);
    }
    return value as V;
  }

  /** `value`'s tensor as `prepare` makes it, which is asked once; the tensor itself where that gives null. */
  castOnce<Kind extends Tensor>(value: Value<Kind>, prepare: (tensor: Kind) => Kind | null): Kind {
    if (value.castTensor === null) {
      value.castTensor = prepare(value.tensor);
      if (value.castTensor !== null) this.#owned.add(value.castTensor);
    }
    return (value.castTensor ?? value.tensor) as Kind;
  }

  /** Notes an operation: the tape owns `output` and `saved`. `backward` is asked only if some input is wanted. */
  record<Kind extends Tensor>(inputs: readonly Value[], output: Kind, backward: Recorded['backward'], saved: readonly Tensor[] = []): Value<Kind> {
    const value = new Value(output, inputs.some((input) => input.requiresGrad));
    this.#owned.add(output);
    for (const tensor of saved) this.#owned.add(tensor);
    if (value.requiresGrad) this.#recorded.push({ inputs, output: value, backward, saved });
    return value;
  }

  /**
   * Sends `dy` (which stays the caller's) back from `value` to every wanted input and variable. Once: what is passed on
   * the way is disposed.
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
