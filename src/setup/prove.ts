import { join } from 'node:path';
import type { Manifest } from './manifest.js';
import type { Machine } from './machine.js';
import { run } from './run.js';

/** The product that is computed: [[1, 2], [3, 4]] squared. */
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

/** What an engine that computes says of itself. */
export type Proof = { readonly ok: true; readonly version: string; readonly device: 'cpu' | 'gpu' } | { readonly ok: false; readonly why: string };

/**
 * Loads the addon in a process of its own and computes a small product: a library that needs what this processor or this
 * system lacks ends the process that loads it, and must not end this one.
 */
export async function prove(folder: string, { addon }: Pick<Manifest, 'addon'>, { env }: Pick<Machine, 'env'>, signal?: AbortSignal): Promise<Proof> {
  const quieter = { TF_CPP_MIN_LOG_LEVEL: '2', TF_FORCE_GPU_ALLOW_GROWTH: 'true', ...env };
  const ran = await run(process.execPath, ['-e', PROGRAM, join(folder, addon)], { env: quieter, signal, limitMs: 180_000 });
  if (!ran.ok) return ran;
  try {
    const said: unknown = JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '');
    if (typeof said === 'object' && said !== null && 'version' in said && 'gpu' in said) {
      return { ok: true, version: String(said.version), device: said.gpu === true ? 'gpu' : 'cpu' };
    }
  } catch {
    // Told below: the last line is no JSON.
  }
  return { ok: false, why: 'it loaded and said nothing that can be understood' };
}
