import { join } from 'node:path';
import { z } from 'zod';
import type { Manifest } from './manifest.js';
import type { Machine } from './machine.js';
import { run } from './run.js';

/** Computes [[1, 2], [3, 4]] squared, with our addon or with tfjs's own. */
const PROGRAM = `
const binding = require(process.argv[1]);
const { TF_FLOAT, TF_ATTR_BOOL, TF_ATTR_TYPE } = binding;
const factor = Float32Array.of(1, 2, 3, 4);
const attributes = [
  { name: 'transpose_a', type: TF_ATTR_BOOL, value: false },
  { name: 'transpose_b', type: TF_ATTR_BOOL, value: false },
  { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT },
];
const byOurs = () => {
  binding.put(1, [2, 2], TF_FLOAT, factor);
  binding.run(binding.describe('MatMul', attributes), [1, 1], 2, 1);
  binding.wait();
  return binding.read(2);
};
const byStock = () => {
  const matrix = binding.createTensor([2, 2], TF_FLOAT, factor);
  return binding.tensorDataSync(binding.executeOp('MatMul', attributes, [matrix, matrix], 1)[0].id);
};
const values = Array.from(binding.run === undefined ? byStock() : byOurs());
if (values.join() !== '7,10,15,22') throw new Error('a product came out as ' + values.join());
console.log(JSON.stringify({ version: binding.TF_Version, gpu: binding.isUsingGpuDevice() }));
`;

/** The last line that the program prints. */
const answerShape = z.object({ version: z.string(), gpu: z.boolean() });

/** The result of a check: what the engine is, or why it does not compute. */
export type EngineCheck = { readonly ok: true; readonly version: string; readonly device: 'cpu' | 'gpu' } | { readonly ok: false; readonly why: string };

/**
 * Loads an engine's addon and multiplies two small matrices. Runs in a process of its own, because a library that needs
 * a missing processor feature or system library ends the process that loads it.
 */
export async function checkEngine(folder: string, { addon }: Pick<Manifest, 'addon'>, { env }: Pick<Machine, 'env'>, signal?: AbortSignal): Promise<EngineCheck> {
  const quieter = { TF_CPP_MIN_LOG_LEVEL: '2', TF_FORCE_GPU_ALLOW_GROWTH: 'true', ...env };
  const ran = await run(process.execPath, ['-e', PROGRAM, join(folder, addon)], { env: quieter, signal, limitMs: 180_000 });
  if (!ran.ok) return ran;
  try {
    const { version, gpu } = answerShape.parse(JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? ''));
    return { ok: true, version, device: gpu ? 'gpu' : 'cpu' };
  } catch {
    return { ok: false, why: 'it loaded, but its output cannot be understood' };
  }
}
