import type { TrainOptions } from '../config/index.js';
import { hasBfloat16, processorFlags, type Engine } from '../engine/index.js';
import { errors } from './errors.js';
import { obtainEngine } from './obtain.js';

/** Options without `precision: auto`. */
export interface ResolvedPrecision {
  readonly options: TrainOptions;
  /** The reason for the precision, where it was `auto`. */
  readonly notes: readonly string[];
}

/**
 * Replaces `--precision auto` by the precision for this machine, before `run.yaml` is written. So the run keeps it wherever it
 * is resumed.
 * @param engine an engine that is already loaded, with its precision
 * @throws WrongCommand where that engine has another precision than the options
 */
export async function resolvePrecision(options: TrainOptions, engine: Engine | undefined, signal: AbortSignal | undefined): Promise<ResolvedPrecision> {
  const { precision: asked } = options;
  if (engine !== undefined && asked !== 'auto' && asked !== engine.precision) throw errors.otherPrecision(asked, engine.precision);
  if (engine === undefined && asked !== 'auto') return { options, notes: [] };
  const flags = processorFlags();
  // On most processors the answer is clear without an engine.
  const clear = engine === undefined && options.engine === 'cpu' && flags !== null && !hasBfloat16(flags);
  const { precision, reason } = clear ? { precision: 'f32' as const, reason: 'this processor has no bfloat16' } : engine ?? (await obtainEngine(options, () => undefined, signal));
  return { options: { ...options, precision }, notes: asked === 'auto' ? [`precision ${precision === 'f32' ? 'float32' : 'bfloat16'}: ${reason}`] : [] };
}
