import type { TrainOptions } from '../config/index.js';
import { hasBfloat16, processorFlags, type Engine } from '../engine/index.js';
import { errors } from './errors.js';
import { obtainEngine } from './obtain.js';

/** Options whose precision is one of the two. */
export interface Precise {
  readonly options: TrainOptions;
  /** Why it is that one, where it was to be found out. */
  readonly notes: readonly string[];
}

/**
 * Finds out what `--precision auto` comes to on this machine, before the run is written down: so it goes on in the same
 * wherever it is resumed.
 * @param engine one that is loaded already, and computes as it computes
 * @throws WrongCommand where that one computes in another precision than is asked for
 */
export async function settlePrecision(options: TrainOptions, engine: Engine | undefined, signal: AbortSignal | undefined): Promise<Precise> {
  const { precision: asked } = options;
  if (engine !== undefined && asked !== 'auto' && asked !== engine.precision) throw errors.otherPrecision(asked, engine.precision);
  if (engine === undefined && asked !== 'auto') return { options, notes: [] };
  const flags = processorFlags();
  // Most processors need no engine to be asked.
  const surely = engine === undefined && options.engine === 'cpu' && flags !== null && !hasBfloat16(flags);
  const { precision, reason } = surely ? { precision: 'f32' as const, reason: 'this processor has no bfloat16 of its own' } : engine ?? (await obtainEngine(options, () => undefined, signal));
  return { options: { ...options, precision }, notes: asked === 'auto' ? [`precision ${precision === 'f32' ? 'float32' : 'bfloat16'}: ${reason}`] : [] };
}
