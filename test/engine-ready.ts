import { showSetup } from '../src/cli/setup-progress.js';
import { ensureEngine } from '../src/setup/index.js';

/**
 * Before any test: the engine that `auto` reaches here. The tests of TensorFlow's own kernels say so where it is
 * WebAssembly; with WHISKER_REQUIRE=native, which CI sets, none are run then.
 */
export default async function engineReady(): Promise<void> {
  const reached = await ensureEngine({ engine: 'auto', report: showSetup(process.stderr) });
  requireEngine(process.env['WHISKER_REQUIRE'], reached.kind);
}

/** @throws where another kind of engine was reached than is required */
export function requireEngine(required: string | undefined, reached: 'native' | 'wasm'): void {
  if (required === undefined || required === '' || required === reached) return;
  throw new Error(`WHISKER_REQUIRE is ${required}, and the engine that was reached is ${reached}: \`whisker setup\` says why.`);
}
