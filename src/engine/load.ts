import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { backend, findBackend, ready, registerBackend, setBackend, version_core, type KernelBackend } from '@tensorflow/tfjs-core';
import { reasonOf } from '../config/index.js';
import type { Binding } from './binding.js';
import { createEngine, type Backend } from './create.js';
import { errors } from './errors.js';
import { ensureEngine } from '../setup/ensure.js';
import type { InstalledEngine } from '../setup/manifest.js';
import type { SetupReport } from '../setup/report.js';
import { choosePrecision, processorFlags } from './precision.js';
import { queuedBinding, type Addon } from './queued.js';
import type { Engine, EngineChoice, Precision } from './types.js';

export interface LoadOptions {
  /** Told what set-up does, where the engine is not there yet. */
  readonly report: SetupReport;
  readonly signal?: AbortSignal | undefined;
  /** `auto`: the faster of both on this machine. @default 'f32' */
  readonly precision?: Precision | 'auto' | undefined;
  /** Threads that an operation is divided among, on a CPU; auto: one a core, or what TF_NUM_INTRAOP_THREADS says. @default 'auto' */
  readonly threads?: number | 'auto' | undefined;
  /** The folder of the engines. @default that of WHISKER_CACHE, else the platform's */
  readonly cache?: string | undefined;
}

const require = createRequire(import.meta.url);

/** The addon of addon/companion.cc. */
interface Companion {
  mute(): void;
  unmute(): void;
}

/**
 * Makes the engine of `choice` ready, installing it where need be, and loads it into this process: about half a second
 * once it is there. A process has one engine: a second call gives the one that was loaded.
 * @throws WorkFailed when what was asked for cannot be had or does not load
 */
export async function loadEngine(choice: EngineChoice, options: LoadOptions): Promise<Engine> {
  const { precision = 'f32' } = options;
  const backend = await loadBackend(choice, options);
  const chosen = precision === 'auto' ? choosePrecision(backend, processorFlags()) : { precision, reason: 'the engine was loaded so' };
  return createEngine(backend, undefined, chosen);
}

/** The same, as far as tfjs's backend: what it says of itself. */
export async function loadBackend(choice: EngineChoice, { report, signal, cache, threads = 'auto', precision = 'f32' }: LoadOptions): Promise<Backend> {
  // A processor without bfloat16 is told of, in English and once for each kind of operation, to standard error.
  if (precision !== 'f32') process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
  const ensured = await ensureEngine({ engine: choice, report, signal, cache });
  return ensured.kind === 'wasm' ? loadWasm() : loadNative(ensured.engine, choice, threads);
}

async function loadNative(engine: InstalledEngine, choice: EngineChoice, threads: number | 'auto'): Promise<Backend> {
  if (findBackend('tensorflow') === null) {
    // A GPU's engine serves here too; it is not to look for the GPU.
    if (choice === 'cpu' && engine.manifest.device === 'gpu') process.env['CUDA_VISIBLE_DEVICES'] = '-1';
    // Read once, when TensorFlow is loaded: a second engine in this process has the threads of the first.
    if (threads !== 'auto') process.env['TF_NUM_INTRAOP_THREADS'] = String(threads);
    const binding = openBinding(engine);
    // The binding calls two functions that Node 23 removed, and that Node 22 warns of on everybody's terminal.
    const util: Record<string, unknown> = require('node:util');
    util['isNullOrUndefined'] = (value: unknown) => value === null || value === undefined;
    util['isArray'] = Array.isArray;
    require('@tensorflow/tfjs-node-gpu/dist/register_all_kernels');
    const { NodeJSKernelBackend }: { NodeJSKernelBackend: new (binding: unknown, name: string) => KernelBackend } =
      require('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend');
    registerBackend('tensorflow', () => {
      if (!isOurs(binding)) return new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node-gpu');
      const queued = queuedBinding(binding);
      const native = new NodeJSKernelBackend(queued, '@tensorflow/tfjs-node-gpu');
      // tfjs's own would hold the event loop until TensorFlow has come to it.
      return Object.assign(native, { read: (dataId: object) => queued.finished().then(() => native.readSync(dataId)) });
    });
  }
  if (!(await setBackend('tensorflow'))) throw errors.notLoaded(engine.folder, 'tfjs does not take it');
  const { binding } = backend() as unknown as { readonly binding: Binding };
  const device = binding.isUsingGpuDevice() ? 'gpu' : 'cpu';
  if (choice === 'gpu' && device === 'cpu') throw errors.noGpuSeen();
  const version = binding.TF_Version;
  return { kind: 'native', device, version, description: `TensorFlow ${version} on the ${device.toUpperCase()}` };
}

/** Loads the addon, with what TensorFlow says on standard error while it is loaded kept from the terminal. */
function openBinding({ folder, manifest }: InstalledEngine): unknown {
  // Read by TensorFlow when it is loaded: what it says later, and whether it takes all of a GPU's memory at once.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
  // TensorFlow asks for oneDNN's kernels by itself only on processors with AVX-512; on the others they are faster too.
  process.env['TF_ENABLE_ONEDNN_OPTS'] ??= '1';
  const companion: Companion | undefined = manifest.companion === undefined ? undefined : require(join(folder, manifest.companion));
  // Only our addon keeps signals away from the threads that multiply (addon/signals.h). Without, most products are left to Eigen, half as fast on some processors.
  if (companion === undefined) process.env['TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL'] ??= 'false';
  companion?.mute();
  try {
    return require(join(folder, manifest.addon));
  } catch (error) {
    throw errors.notLoaded(folder, reasonOf(error));
  } finally {
    companion?.unmute();
  }
}

/** Whether an addon is the one of addon/binding.cc, and not tfjs's own. */
const isOurs = (binding: unknown): binding is Addon => typeof binding === 'object' && binding !== null && 'run' in binding;

async function loadWasm(): Promise<Backend> {
  const wasm: { setWasmPaths(folder: string): void } = require('@tensorflow/tfjs-backend-wasm');
  if (findBackend('wasm') !== null) {
    wasm.setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm')) + sep);
  }
  if (!(await setBackend('wasm'))) throw errors.notLoaded(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')), 'tfjs does not take it');
  await ready();
  return { kind: 'wasm', device: 'cpu', version: version_core, description: `WebAssembly (tfjs ${version_core}) on the CPU, for small pictures` };
}
