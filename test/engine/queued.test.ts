import { expect, it } from 'vitest';
import type { Addon } from '../../src/engine/binding/addon.js';
import { queuedBinding } from '../../src/engine/binding/queued.js';

const [FLOAT, INT32, RESOURCE] = [1, 3, 20];
const shape = (name: string) => ({ name, type: 1, value: 'x' });

/** An addon that computes nothing. `outputOf` gives the outputs of its operations, which are there after a `wait`. */
function fakeAddon(outputOf: (name: string, inputs: readonly number[]) => { shape: number[]; dtype: number } = () => ({ shape: [2], dtype: FLOAT })) {
  const calls: string[] = [];
  const names: string[] = [];
  const made = new Map<number, { shape: number[]; dtype: number }>();
  const values = new Map<number, ArrayBufferView>();
  let failure: string | undefined;
  const takeFailure = () => {
    const taken = failure;
    failure = undefined;
    return taken;
  };
  const addon: Addon = {
    TF_Version: '2.21.0', TF_INT32: INT32, TF_INT64: 9, TF_RESOURCE: RESOURCE,
    isUsingGpuDevice: () => false,
    describe: (name) => names.push(name) - 1,
    forget: (operation) => void calls.push(`forget ${names[operation]}`),
    run(operation, inputs, first, count) {
      calls.push(`run ${names[operation]}`);
      for (let index = 0; index < count; index += 1) made.set(first + index, outputOf(names[operation], inputs));
    },
    put: (id, _shape, _type, array) => void values.set(id, array),
    drop: (id) => void calls.push(`drop ${id}`),
    wait() {
      calls.push('wait');
      const taken = takeFailure();
      if (taken !== undefined) throw new Error(taken);
    },
    tell: (done) => void setImmediate(() => done(takeFailure())),
    outputs: (first, count) => Array.from({ length: count }, (_, index) => made.get(first + index) ?? { shape: [], dtype: FLOAT }),
    read: (id) => values.get(id),
    time: () => Float64Array.of(-1, 0, 1, 0, 2, 3.5),
  };
  return { calls, binding: queuedBinding(addon), fail: (why: string) => void (failure = why) };
}

const tensor = (binding: ReturnType<typeof queuedBinding>, edges: number[]) =>
  binding.createTensor(edges, FLOAT, new Float32Array(edges.reduce((product, edge) => product * edge, 1)));

it('waits for an operation once, and then predicts it from its attributes and the shapes of its inputs', () => {
  const { calls, binding } = fakeAddon();
  const [small, other, large] = [tensor(binding, [2]), tensor(binding, [2]), tensor(binding, [3])];
  const [first] = binding.executeOp('Relu', [shape('T')], [small], 1);
  const [second] = binding.executeOp('Relu', [shape('T')], [other], 1);
  expect(calls).toEqual(['run Relu', 'wait', 'run Relu']);
  expect(second).toEqual({ ...first, id: first.id + 1 });
  binding.executeOp('Relu', [shape('T')], [large], 1);
  binding.executeOp('Relu', [{ ...shape('T'), value: 'y' }], [small], 1);
  expect(calls.slice(3)).toEqual(['run Relu', 'wait', 'run Relu', 'wait']);
  // An output is an input like any other.
  binding.executeOp('Relu', [shape('T')], [first.id], 1);
  expect(calls.slice(7)).toEqual(['run Relu']);
});

it('predicts from the values of integers, waits every time where they are unknown, and ignores those of labels', () => {
  const { calls, binding } = fakeAddon((name) => (name === 'ArgMax' ? { shape: [2], dtype: INT32 } : { shape: [2], dtype: FLOAT }));
  const x = tensor(binding, [6]);
  const to = (...edges: number[]) => binding.createTensor([edges.length], INT32, Int32Array.from(edges));
  binding.executeOp('Reshape', [], [x, to(2, 3)], 1);
  binding.executeOp('Reshape', [], [x, to(3, 2)], 1);
  binding.executeOp('Reshape', [], [x, to(2, 3)], 1);
  expect(calls).toEqual(['run Reshape', 'wait', 'run Reshape', 'wait', 'run Reshape']);
  calls.length = 0;
  for (let times = 0; times < 2; times += 1) {
    const [most] = binding.executeOp('ArgMax', [], [x], 1);
    binding.executeOp('Reshape', [], [x, most.id], 1);
    binding.executeOp('OneHot', [], [most.id], 1);
  }
  expect(calls).toEqual(['run ArgMax', 'wait', 'run Reshape', 'wait', 'run OneHot', 'wait', 'run ArgMax', 'run Reshape', 'wait', 'run OneHot']);
});

it('predicts operations on labels, whatever the labels are', () => {
  const { calls, binding } = fakeAddon((name) => ({ shape: [2], dtype: name === 'ArgMax' ? INT32 : FLOAT }));
  const x = tensor(binding, [6]);
  for (const labels of [[0, 1], [1, 1], [1, 0]]) {
    const given = binding.createTensor([2], INT32, Int32Array.from(labels));
    const [predicted] = binding.executeOp('ArgMax', [], [x], 1);
    binding.executeOp('OneHot', [], [given], 1);
    binding.executeOp('Equal', [], [predicted.id, given], 1);
  }
  expect(calls).toEqual(['run ArgMax', 'wait', 'run OneHot', 'wait', 'run Equal', 'wait', ...Array.from({ length: 2 }, () => ['run ArgMax', 'run OneHot', 'run Equal']).flat()]);
});

it('waits every time for an operation that is not predictable', () => {
  const { calls, binding } = fakeAddon();
  const x = tensor(binding, [6]);
  for (let times = 0; times < 2; times += 1) binding.executeOp('Where', [], [x], 1);
  expect(calls).toEqual(['run Where', 'wait', 'run Where', 'wait']);
});

it('forgets operations that differ by a seed when there are too many, and all predictions with them', () => {
  const { calls, binding } = fakeAddon();
  const x = tensor(binding, [6]);
  binding.executeOp('Relu', [], [x], 1);
  for (let seed = 0; seed < 20_000; seed += 1) binding.executeOp('RandomStandardNormal', [{ name: 'seed', type: 2, value: seed }], [x], 1);
  expect(calls.filter((word) => word.startsWith('forget'))).toHaveLength(20_000);
  calls.length = 0;
  binding.executeOp('Relu', [], [x], 1);
  binding.executeOp('Relu', [], [x], 1);
  expect(calls).toEqual(['run Relu', 'wait', 'run Relu']);
});

it('predicts a variable inside TensorFlow by its handle, not by the shape of the handle', () => {
  const { calls, binding } = fakeAddon((name, [input]) => (name === 'VarHandleOp' ? { shape: [], dtype: RESOURCE } : { shape: [input], dtype: FLOAT }));
  const [a, b] = [1, 2].map(() => binding.executeOp('VarHandleOp', [], [], 1)[0].id);
  calls.length = 0;
  const read = (id: number) => binding.executeOp('ReadVariableOp', [], [id], 1)[0].shape;
  expect([read(a), read(b), read(a), read(b)]).toEqual([[a], [b], [a], [b]]);
  expect(calls).toEqual(['run ReadVariableOp', 'wait', 'run ReadVariableOp', 'wait', 'run ReadVariableOp', 'run ReadVariableOp']);
});

it('reports a failure at the next wait, and when its output is read', async () => {
  const { binding, fail } = fakeAddon();
  const [{ id }] = binding.executeOp('Relu', [], [tensor(binding, [2])], 1);
  fail('no memory');
  await expect(binding.finished()).rejects.toThrow('no memory');
  await binding.finished();
  expect(() => binding.tensorDataSync(id)).toThrow('There is no such tensor: the operation that should have made it failed.');
  fail('no memory');
  expect(() => binding.tensorDataSync(id)).toThrow('no memory');
});

it('times operations by name', () => {
  const { binding } = fakeAddon();
  binding.executeOp('Relu', [], [tensor(binding, [2])], 1);
  expect(binding.time(true)).toEqual([{ name: 'upload', start: 0, end: 1 }, { name: 'Relu', start: 2, end: 3.5 }]);
});
