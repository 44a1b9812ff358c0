import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backend, fill, matMul, mul, ones, tensor1d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it, vi } from 'vitest';
import { loadEngine } from '../../src/engine/index.js';
import type { Addon } from '../../src/engine/binding/addon.js';
import type { QueuedBinding } from '../../src/engine/binding/queued.js';
import { ensureEngine } from '../../src/setup/index.js';
import { batchOf, beginSteps } from '../training/steps.js';

const built = fileURLToPath(new URL('../../dist/engine/index.js', import.meta.url));

const ensured = await ensureEngine({ engine: 'auto', report: () => undefined });
/** whisker's addon, if it could be compiled here. The one that tfjs downloads waits for every operation. */
const addon: Addon | undefined = ensured.kind === 'native' && ensured.engine.manifest.companion !== undefined ? createRequire(import.meta.url)(join(ensured.engine.folder, ensured.engine.manifest.addon)) : undefined;
const engine = await loadEngine('auto', { report: () => undefined });

describe.skipIf(addon === undefined)('the queue of the addon', () => {
  const ours = addon as Addon;
  const binding = () => (backend() as unknown as { binding: QueuedBinding }).binding;
  const SIZE = 32;

  /** A step of sgan on two pictures. */
  function everyStep() {
    const training = beginSteps(engine, { recipe: 'sgan', model: 'resnet18', width: '2', size: String(SIZE), 'generator-width': '2', noise: '8', batch: '2' });
    const pixels = Uint8Array.from({ length: 2 * SIZE * SIZE * 3 }, (_, index) => (index * 7919) % 256);
    const pictures = engine.upload(pixels, [2, SIZE, SIZE, 3]);
    const labelled = batchOf(pictures, Int32Array.of(0, 1));
    return {
      async step(count: number) {
        const unlabelled = engine.upload(pixels, [2, SIZE, SIZE, 3]);
        const { losses } = await training.step({ labelled, unlabelled: batchOf(unlabelled) }, count);
        unlabelled.dispose();
        return losses;
      },
      dispose: () => [training, pictures].forEach((each) => each.dispose()),
    };
  }

  it('submits a whole step without waiting for TensorFlow, from the third time on', async () => {
    const { step, dispose } = everyStep();
    for (let count = 0; count < 2; count += 1) await step(count);
    const [wait, run, tell] = [vi.spyOn(ours, 'wait'), vi.spyOn(ours, 'run'), vi.spyOn(ours, 'tell')];
    try {
      await step(2);
      expect(run.mock.calls.length).toBeGreaterThan(500);
      expect(wait).not.toHaveBeenCalled();
      expect(tell, 'the losses are awaited once').toHaveBeenCalledTimes(1);
    } finally {
      vi.restoreAllMocks();
      dispose();
    }
  });

  it('predicts every output right', async () => {
    const { step, dispose } = everyStep();
    await step(0);
    let compared = 0;
    const { executeOp } = binding();
    const run = vi.spyOn(binding(), 'executeOp').mockImplementation((...call) => {
      const predicted = executeOp(...call);
      ours.wait();
      if (predicted.length > 0) expect(ours.outputs(predicted[0].id, predicted.length), call[0]).toEqual(predicted.map(({ shape, dtype }) => ({ shape, dtype })));
      compared += predicted.length;
      return predicted;
    });
    try {
      await step(1);
    } finally {
      run.mockRestore();
      dispose();
    }
    expect(compared).toBeGreaterThan(500);
  });

  it('lets the event loop turn while TensorFlow computes', async () => {
    const x = ones([1500, 1500]);
    const product = () => matMul(x, x);
    const first = product();
    await first.data();
    const all: Tensor[] = [];
    for (let times = 0; times < 10; times += 1) all.push(product());
    let turns = 0;
    let turn = setImmediate(function again() {
      turns += 1;
      turn = setImmediate(again);
    });
    const values = await all[all.length - 1].data();
    clearImmediate(turn);
    expect(values[0]).toBe(1500);
    // 70 billion operations take longer than a hundred turns of an idle loop.
    expect(turns).toBeGreaterThan(100);
    for (const each of [x, first, ...all]) each.dispose();
  });

  it('copies an array at once, so that it may be written again', async () => {
    const values = new Float32Array(1_000_000).fill(1);
    const busy = ones([1500, 1500]);
    const before = matMul(busy, busy);
    const pixels = new Uint8Array(4 * 4 * 3).fill(255);
    const id = binding().createTensor([values.length], 1, values);
    const picture = engine.upload(pixels, [1, 4, 4, 3]);
    values.fill(2);
    pixels.fill(0);
    expect(new Set(await picture.data())).toEqual(new Set([1]));
    expect(new Set(binding().tensorDataSync(id) as Float32Array)).toEqual(new Set([1]));
    binding().deleteTensor(id);
    for (const each of [busy, before, picture]) each.dispose();
  });

  it("reports a failed operation in TensorFlow's words: at once the first time, later where it is read; other operations go on", async () => {
    const product = () => binding().executeOp('MatMul', [], [2, 3].map((edge) => binding().createTensor([1, edge], 1, new Float32Array(edge))), 1);
    expect(product).toThrow(/Matrix size-incompatible: In\[0\]: \[1,2\], In\[1\]: \[1,3\]/);
    // TensorFlow finds an index out of range only when it runs the operation.
    const gather = (place: number) => {
      const [{ id }] = binding().executeOp('GatherV2', [], [binding().createTensor([2], 1, Float32Array.of(5, 6)), binding().createTensor([20], 3, new Int32Array(20).fill(place)), binding().createTensor([], 3, Int32Array.of(0))], 1);
      return id;
    };
    expect((binding().tensorDataSync(gather(1)) as Float32Array)[0]).toBe(6);
    const lost = gather(7);
    await expect(binding().finished()).rejects.toThrow(/indices\[0\] = 7 is not in \[0, 2\)/);
    expect(() => binding().tensorDataSync(lost)).toThrow('There is no such tensor');
    expect((binding().tensorDataSync(gather(0)) as Float32Array)[0]).toBe(5);
    const sum = tensor1d([1, 2]);
    expect(Array.from(await sum.data())).toEqual([1, 2]);
    sum.dispose();
  });

  it('treats denormal numbers as zero in every thread', async () => {
    for (const count of [3, 4_000_000]) {
      const product = tidy(() => mul(fill([count], 1e-39), 2));
      expect(Math.max(...new Set(await product.data())), `${count} of them`).toBe(0);
      product.dispose();
    }
  });

  it('explains a wrong call', () => {
    expect(() => ours.put(1_000_000, [3], 1, new Float32Array(2))).toThrow('a tensor of 12 bytes was to be made of an array of 8');
    expect(() => ours.run(1_000_000, [], 1, 1)).toThrow();
    expect(() => (ours.drop as () => void)()).toThrow("TensorFlow's binding was called with too few arguments");
    expect(() => ours.describe('Relu', [{ name: 'T', type: 99, value: 1 }])).toThrow("TensorFlow's binding knows no attribute of type 99");
  });

  it('lets the process end while operations are queued, by itself and by process.exit', async () => {
    const program = (end: string) => `
      const { loadEngine } = await import(process.argv[1]);
      await loadEngine('cpu', { report: () => undefined });
      const { matMul, ones } = await import('@tensorflow/tfjs-core');
      const x = ones([1000, 1000]);
      const y = matMul(x, x);
      await y.data();
      // They take TensorFlow a tenth of a second and more; to submit them takes this thread a few milliseconds.
      for (let times = 0; times < 50; times += 1) matMul(x, x);
      console.log('submitted');
      ${end}`;
    const ended = async (end: string) => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program(end), built], { cwd: fileURLToPath(new URL('../..', import.meta.url)), stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
      return [...(await once(child, 'exit')), said.trim()] as unknown[];
    };
    expect(await ended('process.exit(3);')).toEqual([3, null, 'submitted']);
    expect(await ended('')).toEqual([0, null, 'submitted']);
    expect(await ended('const end = matMul(x, x).data(); end.then((values) => console.log(values[0])); process.exitCode = 4;')).toEqual([4, null, 'submitted\n1000']);
  });
});
