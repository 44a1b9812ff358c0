import type { TrainOptions } from '../config/index.js';
import { choosePrecision, createEngine, hasBfloat16, loadBackend, loadEngine, processorFlags, type Engine } from '../engine/index.js';
import { describeProgress, type SetupEvent } from '../setup/index.js';

type EngineOptions = Pick<TrainOptions, 'engine' | 'precision' | 'engine-threads'>;

/** Milliseconds between two messages about progress. */
const LINE_MS = 5000;

/**
 * Loads the engine, and installs it where it is missing. Reports progress now and then.
 * @throws WorkFailed where the engine of the options cannot be had; the signal's reason
 */
export function obtainEngine({ engine, precision, 'engine-threads': threads }: EngineOptions, report: (message: string) => void, signal: AbortSignal | undefined): Promise<Engine> {
  return loadEngine(engine, { report: throttled(report), precision, threads, ...(signal && { signal }) });
}

/**
 * Loads the engine to use trained weights with. They are float32 whatever the run's precision, and they may be on another machine than
 * the run was: where this one has no bfloat16, they are used in float32.
 * @throws WorkFailed where the engine of the options cannot be had; the signal's reason
 */
export async function obtainEngineFor({ engine, precision, 'engine-threads': threads }: EngineOptions, report: (message: string) => void, signal: AbortSignal | undefined): Promise<Engine> {
  const backend = await loadBackend(engine, { report: throttled(report), precision, threads, ...(signal && { signal }) });
  const flags = processorFlags();
  if (precision === 'auto') return createEngine(backend, undefined, choosePrecision(backend, flags));
  const isLacking = backend.kind === 'wasm' || (backend.device === 'cpu' && flags !== null && !hasBfloat16(flags));
  return createEngine(backend, undefined, precision === 'bf16' && isLacking ? { precision: 'f32', reason: 'this machine has no bfloat16' } : { precision, reason: "the run's own" });
}

function throttled(report: (message: string) => void): (event: SetupEvent) => void {
  let reportedAt = -Infinity;
  return (event) => {
    if (event.kind === 'message') report(event.text);
    else if (performance.now() - reportedAt >= LINE_MS) {
      reportedAt = performance.now();
      report(describeProgress(event));
    }
  };
}
