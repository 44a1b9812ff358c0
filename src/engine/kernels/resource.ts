import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { execute, placeholderTensor } from './native.js';

let count = 0;

/** A variable inside TensorFlow, which TensorFlow's kernels update in place. tfjs's variables cannot be: they swap tensors. */
export class Resource {
  readonly handle: Tensor;
  readonly shape: readonly number[];

  /** Copies the value of `initial`, which stays the caller's. */
  constructor(initial: Tensor) {
    this.shape = initial.shape;
    count += 1;
    [this.handle] = execute('VarHandleOp', [], {
      types: { dtype: 'float' },
      shapes: { shape: initial.shape },
      // TensorFlow identifies a variable by its name.
      strings: { container: '', shared_name: `whisker.${count}` },
    });
    this.write(initial);
  }

  /** Returns the current value, which the caller disposes. It shares the variable's memory: while it lives, an update makes a copy. */
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

/** A tfjs variable that is a resource during an update, and a tensor like any other between updates. */
export class InPlaceVariable {
  readonly #resource: Resource;
  readonly #placeholder: Tensor;
  /** The variable's data after the last update. Other data was assigned from outside, such as a checkpoint. */
  #lastData: object;

  constructor(readonly variable: Variable) {
    this.#resource = new Resource(variable);
    this.#placeholder = placeholderTensor(variable.shape);
    this.#lastData = variable.dataId;
  }

  /** Lets `change` work on the resource in place. */
  update(change: (handle: Tensor) => void): void {
    const { variable } = this;
    if (variable.dataId !== this.#lastData) this.#resource.write(variable);
    // TensorFlow copies a value that is still held before it changes it, so the variable lets go of its own.
    variable.assign(this.#placeholder);
    try {
      change(this.#resource.handle);
    } finally {
      const value = this.#resource.read();
      variable.assign(value);
      value.dispose();
      this.#lastData = variable.dataId;
    }
  }

  dispose(): void {
    this.#resource.dispose();
    this.#placeholder.dispose();
  }
}
