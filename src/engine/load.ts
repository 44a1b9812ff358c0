import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { backend, findBackend, ready, registerBackend, setBackend, version_core, type KernelBackend } from '@tensorflow/tfjs-core';
import { checkFields, reasonOf } from '../config/index.js';
import { ensureEngine, type EngineChoice, type InstalledEngine, type SetupReport } from '../setup/index.js';
import { isAddon } from './binding/addon.js';
import type { Binding } from './binding/binding.js';
import { createEngine, type Backend } from './create.js';
import { errors } from './errors.js';
import { choosePrecision, processorFlags } from './precision.js';
import { queuedBinding } from './binding/queued.js';
import type { Engine } from './engine.js';
import type { Precision } from './types.js';

/** What `loadEngine` can be given. */
export interface LoadOptions {
  /** Gets the events of set-up, if the engine is not installed yet. */
  readonly report: SetupReport;
  readonly signal?: AbortSignal | undefined;
  /** `auto`: the faster one on this machine. @default 'f32' */
  readonly precision?: Precision | 'auto' | undefined;
  /** Threads for one operation, on a CPU. `auto`: TF_NUM_INTRAOP_THREADS, or one for each core. @default 'auto' */
  readonly threads?: number | 'auto' | undefined;
  /** The folder of the engines. @default WHISKER_CACHE, or the platform's cache folder */
  readonly cache?: string | undefined;
}

const require = createRequire(import.meta.url);

/** The addon made from addon/companion.cc. */
interface Companion {
  mute(): void;
  unmute(): void;
}

/**
 * Loads an engine into this process, and installs it first if need be. Loading takes half a second. A process has one
 * engine: a second call returns the same.
 * @throws EngineUnavailable when the engine cannot be installed or loaded
 */
export async function loadEngine(choice: EngineChoice, options: LoadOptions): Promise<Engine> {
  checkFields('loadEngine', options, { report: true, signal: true, precision: true, threads: true, cache: true });
  const { precision = 'f32' } = options;
  const backend = await loadBackend(choice, options);
  const chosen = precision === 'auto' ? choosePrecision(backend, processorFlags()) : { precision, reason: 'the engine was loaded with it' };
  return createEngine(backend, undefined, chosen);
}

/** Loads tfjs's backend of an engine. */
export async function loadBackend(choice: EngineChoice, { report, signal, cache, threads = 'auto', precision = 'f32' }: LoadOptions): Promise<Backend> {
  // Without bfloat16 in the processor, TensorFlow warns on standard error, once for each kind of operation.
  if (precision !== 'f32') process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
  const ensured = await ensureEngine({ engine: choice, report, signal, cache });
  return ensured.kind === 'wasm' ? loadWasm() : loadNative(ensured.engine, choice, threads);
}

async function loadNative(engine: InstalledEngine, choice: EngineChoice, threads: number | 'auto'): Promise<Backend> {
  if (findBackend('tensorflow') === null) {
    // The GPU's engine also serves the CPU, if it does not look for the GPU.
    if (choice === 'cpu' && engine.manifest.device === 'gpu') process.env['CUDA_VISIBLE_DEVICES'] = '-1';
    // TensorFlow reads this once, when it is loaded: a second engine in this process has the threads of the first.
    if (threads !== 'auto') process.env['TF_NUM_INTRAOP_THREADS'] = String(threads);
    const binding = openBinding(engine);
    // The relative path is the same from this file and from its build.
    const { NodeJSKernelBackend }: { NodeJSKernelBackend: new (binding: unknown, name: string) => KernelBackend } = require('../../vendor/tfjs-node/backend.cjs');
    registerBackend('tensorflow', () => {
      if (!isAddon(binding)) return new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node-gpu');
      const queued = queuedBinding(binding);
      const native = new NodeJSKernelBackend(queued, '@tensorflow/tfjs-node-gpu');
      // tfjs's own `read` holds the event loop until TensorFlow has computed the tensor.
      return Object.assign(native, { read: (dataId: object) => queued.finished().then(() => native.readSync(dataId)) });
    });
  }
  if (!(await setBackend('tensorflow'))) throw errors.notLoaded(engine.folder, 'tfjs rejects it');
  const { binding } = backend() as unknown as { readonly binding: Binding };
  const device = binding.isUsingGpuDevice() ? 'gpu' : 'cpu';
  if (choice === 'gpu' && device === 'cpu') throw errors.noGpuSeen();
  const version = binding.TF_Version;
  return { kind: 'native', device, version, description: `TensorFlow ${version} on the ${device.toUpperCase()}` };
}

/** Loads the addon, and keeps off the terminal what TensorFlow prints on standard error meanwhile. */
function openBinding({ folder, manifest }: InstalledEngine): unknown {
  // TensorFlow reads these when it is loaded: how much it prints later, and whether it takes all of a GPU's memory at once.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
  // TensorFlow uses oneDNN by default only on processors with AVX-512. It is faster on the others too.
  process.env['TF_ENABLE_ONEDNN_OPTS'] ??= '1';
  const companion: Companion | undefined = manifest.companion === undefined ? undefined : require(join(folder, manifest.companion));
  // Only whisker's addon blocks signals in the threads that multiply (addon/signals.h). With another, most products go to Eigen, half as fast on some processors.
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

async function loadWasm(): Promise<Backend> {
  // In Node the package finds its WebAssembly beside itself, wherever the process runs.
  require('@tensorflow/tfjs-backend-wasm');
  if (!(await setBackend('wasm'))) throw errors.notLoaded(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')), 'tfjs rejects it');
  await ready();
  return { kind: 'wasm', device: 'cpu', version: version_core, description: `WebAssembly (tfjs ${version_core}) on the CPU, for small pictures` };
}
