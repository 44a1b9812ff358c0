import { ensureEngine, showSetup } from '../src/engine/index.js';

/** Before any test: the engine that `auto` reaches here. The tests of TensorFlow's own kernels say so where it is WebAssembly. */
export default async function engineReady(): Promise<void> {
  await ensureEngine({ engine: 'auto', report: showSetup(process.stderr) });
}
