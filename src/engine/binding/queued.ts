import type { Addon } from './addon.js';
import type { Attribute, Binding, OutputInfo } from './binding.js';
import { INDEX_INPUTS, PREDICTABLE } from './predictable.js';

/** Start and end of an operation, ms from an arbitrary moment. `upload`: an array was copied. */
export interface TimedOperation {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A binding that waits for TensorFlow only when it cannot predict an output. */
export interface QueuedBinding extends Binding {
  deleteTensor(id: number): void;
  /** Waits for the tensor. */
  tensorDataSync(id: number): ArrayBufferView;
  /** Resolves when everything submitted before has run. @throws TensorFlow's message where something failed */
  finished(): Promise<void>;
  /** Returns the operations that were timed since the last call. @param on whether to time from now on */
  time(on: boolean): readonly TimedOperation[];
}

/** Stands for integers that TensorFlow computed, or that are too many. */
const UNKNOWN = '?';
/** Integers of a tensor from which a shape may follow. Two paddings for each of four dimensions are eight. */
const MAX_INTEGERS = 16;
/** Operations, and calls of them, to keep. A recipe and its networks have some hundreds and some thousands. */
const MAX_CALLS = 20_000;

/**
 * Makes tfjs's binding from whisker's addon. The first call of an operation waits for its outputs. From the second call
 * on, with the same attributes and inputs of the same shapes, they are known, and only reading a tensor waits.
 */
export function queuedBinding(addon: Addon): QueuedBinding {
  /** The signature of each tensor: everything about it that an output's shape can depend on. */
  const signatures = new Map<number, string>();
  /** Numbers of operations by name and attributes. */
  const operations = new Map<string, number>();
  const names: string[] = [];
  /** Outputs by operation and signatures of its inputs. */
  const knownOutputs = new Map<string, readonly (OutputInfo & { readonly signature: string })[]>();
  let next = 1;

  const numberOf = (name: string, attributes: readonly Attribute[]): number => {
    let key = name;
    for (const attribute of attributes) key += ` ${attribute.name}=${String(attribute.value)}`;
    const known = operations.get(key);
    if (known !== undefined) return known;
    // Operations with a seed differ at every call, so there is no end of them.
    if (operations.size >= MAX_CALLS) {
      for (const operation of operations.values()) addon.forget(operation);
      operations.clear();
      knownOutputs.clear();
    }
    const operation = addon.describe(name, attributes);
    names[operation] = name;
    operations.set(key, operation);
    return operation;
  };
  const isInteger = (dtype: number): boolean => dtype === addon.TF_INT32 || dtype === addon.TF_INT64;
  const signatureOf = ({ shape, dtype }: OutputInfo): string => `${dtype}:${shape.join()}${isInteger(dtype) ? UNKNOWN : ''}`;
  const withoutIntegers = (signature: string): string => signature.replace(/[=?].*$/, '');
  const waitForOutputs = (first: number, count: number) => {
    addon.wait();
    return addon.outputs(first, count).map((output) => ({ ...output, signature: signatureOf(output) }));
  };

  const binding: QueuedBinding = {
    createTensor(shape, type, values) {
      const id = next++;
      addon.put(id, shape, type, values);
      const holdsShape = isInteger(type) && values instanceof Int32Array && values.length <= MAX_INTEGERS;
      signatures.set(id, holdsShape ? `${type}:${shape.join()}=${values.join()}` : signatureOf({ shape, dtype: type }));
      return id;
    },
    deleteTensor(id) {
      signatures.delete(id);
      addon.drop(id);
    },
    tensorDataSync(id) {
      const values = addon.read(id);
      if (values !== undefined) return values;
      addon.wait();
      const computed = addon.read(id);
      if (computed === undefined) throw new Error('There is no such tensor: the operation that should have made it failed.');
      return computed;
    },
    executeOp(name, attributes, inputs, count) {
      const first = next;
      next += count;
      const operation = numberOf(name, attributes);
      let key = String(operation);
      let isPredictable = PREDICTABLE.has(name);
      for (const [index, id] of inputs.entries()) {
        const signature = signatures.get(id) ?? UNKNOWN;
        const isIndex = INDEX_INPUTS[name]?.includes(index) === true;
        // Labels are others in each step.
        key += ` ${isIndex ? withoutIntegers(signature) : signature}`;
        if (!isIndex && signature.endsWith(UNKNOWN)) isPredictable = false;
      }
      addon.run(operation, inputs, first, count);
      let outputs = isPredictable ? knownOutputs.get(key) : undefined;
      if (outputs === undefined) {
        outputs = waitForOutputs(first, count);
        if (knownOutputs.size >= MAX_CALLS) knownOutputs.clear();
        if (isPredictable) knownOutputs.set(key, outputs);
      }
      return outputs.map(({ shape, dtype, signature }, index) => {
        // Each variable inside TensorFlow has a shape of its own, and its handle does not tell it.
        signatures.set(first + index, dtype === addon.TF_RESOURCE ? `${signature}#${first + index}` : signature);
        return { id: first + index, shape, dtype };
      });
    },
    isUsingGpuDevice: () => addon.isUsingGpuDevice(),
    TF_Version: addon.TF_Version,
    finished: () => new Promise((resolve, reject) => {
      addon.tell((failure) => {
        if (failure === undefined) resolve();
        else reject(new Error(failure));
      });
    }),
    time(on) {
      const numbers = addon.time(on);
      return Array.from({ length: numbers.length / 3 }, (_, at) => ({ name: names[numbers[3 * at]] ?? 'upload', start: numbers[3 * at + 1], end: numbers[3 * at + 2] }));
    },
  };
  // tfjs also reads the numbers of TensorFlow's types and attributes from the binding.
  return { ...addon, ...binding };
}
