import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { placeholderTensor, execute } from './native.js';

let made = 0;

/**
 * A variable inside TensorFlow, which its own kernels update in place. tfjs's variables are tensors that are swapped, and
 * know nothing of these.
 */
export class Resource {
  readonly handle: Tensor;
  readonly shape: readonly number[];

  /** Takes the value of `start`, which stays the caller's. */
  constructor(start: Tensor) {
    this.shape = start.shape;
    made += 1;
    [this.handle] = execute('VarHandleOp', [], {
      types: { dtype: 'float' },
      shapes: { shape: start.shape },
      // TensorFlow knows it by its name: another's would be the same variable.
      strings: { container: '', shared_name: `whisker.${made}` },
    });
    this.write(start);
  }

  /** The value now: not a copy, so that the next update makes one for as long as this is held. The caller disposes it. */
  read(): Tensor {
    return execute('ReadVariableOp', [this.handle], { types: { dtype: 'float' } })[0];
  }

  write(value: Tensor): void {
    execute('AssignVariableOp', [this.handle, value], { types: { dtype: 'float' }, bools: { validate_shape: false } }, 0);
  }

  dispose(): void {
    execute('DestroyResourceOp', [this.handle], { bools: { ignore_lookup_error: true } }, 0);
    this.handle.dispose();
  }
}

/** A variable of tfjs that is a resource while its optimizer moves it, and a tensor like any other in between. */
export class InPlaceVariable {
  readonly #resource: Resource;
  readonly #blank: Tensor;
  /** What the variable held after the last move: anything else came from outside (a checkpoint) and counts. */
  #last: object;

  constructor(readonly variable: Variable) {
    this.#resource = new Resource(variable);
    this.#blank = placeholderTensor(variable.shape);
    this.#last = variable.dataId;
  }

  /** Lets `update` work on the resource in place. */
  update(update: (handle: Tensor) => void): void {
    const { variable } = this;
    if (variable.dataId !== this.#last) this.#resource.write(variable);
    // A value that is held would be copied before it is changed: so the variable lets go of its own for the while.
    variable.assign(this.#blank);
    try {
      update(this.#resource.handle);
    } finally {
      const value = this.#resource.read();
      variable.assign(value);
      value.dispose();
      this.#last = variable.dataId;
    }
  }

  dispose(): void {
    this.#resource.dispose();
    this.#blank.dispose();
  }
}
