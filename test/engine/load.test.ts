import { createRequire } from 'node:module';
import { matMul, prelu, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { loadEngine, type Engine } from '../../src/engine/index.js';
import type { EngineChoice } from '../../src/setup/index.js';
import { requireEngine } from '../engine-ready.js';

describe.each<EngineChoice>(['auto', 'wasm'])('the engine of choice %s', (choice) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadEngine(choice, { report: () => undefined });
  });

  it('describes itself, and multiplies', async () => {
    expect(engine.kernels.name).toBe(engine.kind === 'native' ? 'fused' : 'stock');
    expect(engine.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(engine.description).toContain(engine.version);
    if (choice === 'wasm') expect(engine.kind).toBe('wasm');
    const before = engine.memory().tensors;
    const [a, b] = [tensor2d([[1, 2, 3], [4, 5, 6]]), tensor2d([[1, 0], [0, 1], [2, -1]])];
    const product = matMul(a, b);
    expect([...(await product.data())]).toEqual([7, -1, 16, -1]);
    expect(engine.memory().tensors).toBe(before + 3);
    for (const each of [a, b, product]) each.dispose();
  });

  // On the native library it is made of other operations, in vendor/tfjs-node.
  it('computes Prelu', async () => {
    const [x, alpha] = [tensor2d([[-2, -1, 0, 3]]), tensor2d([[0.5, 0.25, 1, 2]])];
    const y = prelu(x, alpha);
    expect([...(await y.data())]).toEqual([-1, -0.25, 0, 3]);
    for (const each of [x, alpha, y]) each.dispose();
  });

  it('uploads pixels as pictures in [0, 1], and leaks no memory', async () => {
    const before = engine.memory();
    const pixels = Uint8Array.from({ length: 256 * 3 }, (_, i) => i % 256);
    const pictures = engine.upload(pixels, [1, 16, 16, 3]);
    pixels.fill(0);
    expect(pictures.shape).toEqual([1, 16, 16, 3]);
    const values = await pictures.data();
    expect(Math.max(...values.map((value, i) => Math.abs(value - (i % 256) / 255)))).toBeLessThan(1e-6);
    pictures.dispose();
    expect(engine.memory()).toEqual(before);
  });
});

it('finds WebAssembly without being told its path', async () => {
  const wasm: { setWasmPaths(folder: string): void } = createRequire(import.meta.url)('@tensorflow/tfjs-backend-wasm');
  const setPaths = vi.spyOn(wasm, 'setWasmPaths');
  for (let time = 0; time < 2; time += 1) expect((await loadEngine('wasm', { report: () => undefined })).kind).toBe('wasm');
  expect(setPaths).not.toHaveBeenCalled();
});

it('WHISKER_REQUIRE refuses to test an engine of another kind', () => {
  expect(() => requireEngine('native', 'wasm')).toThrow('WHISKER_REQUIRE is native, and the engine that was reached is wasm');
  expect(() => requireEngine('nativ', 'native')).toThrow('WHISKER_REQUIRE is nativ');
  for (const required of [undefined, '', 'native']) requireEngine(required, 'native');
});
