import { createRequire } from 'node:module';
import { packageName, version } from '../config/index.js';
import type { EngineAvailability } from '../setup/index.js';
import type { CommandIo } from './io.js';

/** Prints the versions of whisker, of its engine and of Node. The engine is the one that `auto` finds installed; it is not loaded. */
export async function printVersion(io: CommandIo, json: boolean): Promise<0> {
  const { lookForEngine } = await import('../setup/index.js');
  const engine = await lookForEngine('auto');
  const { versions: { node }, platform, arch } = process;
  io.out.write(json
    ? `${JSON.stringify({ name: packageName, version, engine: jsonOf(engine), node, platform, arch })}\n`
    : `${packageName} ${version} · ${inWords(engine)} · Node ${node}\n`);
  return 0;
}

/** Null where no engine is set up. */
function jsonOf(engine: EngineAvailability): { readonly kind: 'native' | 'wasm'; readonly tensorflow: string; readonly device: 'cpu' | 'gpu' } | null {
  if (engine.kind === 'installed') return { kind: 'native', tensorflow: engine.tensorflow, device: engine.device };
  return engine.kind === 'wasm' ? { kind: 'wasm', tensorflow: tfjsVersion(), device: engine.device } : null;
}

function inWords(engine: EngineAvailability): string {
  if (engine.kind === 'installed') return `TensorFlow ${engine.tensorflow} (${engine.device.toUpperCase()}, native)`;
  return engine.kind === 'wasm' ? `TensorFlow.js ${tfjsVersion()} (CPU, WebAssembly)` : 'TensorFlow not set up yet';
}

/** Read from its package: to import TensorFlow.js takes half a second. */
function tfjsVersion(): string {
  const content: unknown = createRequire(import.meta.url)('@tensorflow/tfjs-core/package.json');
  return typeof content === 'object' && content !== null && 'version' in content ? String(content.version) : 'unknown';
}
