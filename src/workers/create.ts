import { checkFields, pipelineOptions } from '../config/index.js';
import { CachingPool } from './cache/caching-pool.js';
import { errors } from './errors.js';
import { ProcessExecutor } from './isolated/process-executor.js';
import { Pool } from './pool/pool.js';
import { RetryPool } from './pool/retry-pool.js';
import { ThreadExecutor } from './pool/thread-executor.js';
import type { DecodePool } from './types.js';

const secondsLimits = pipelineOptions['decode-timeout'];

/** What `createDecodePool` takes. */
export interface DecodePoolOptions {
  /** Threads that decode, 1 to 64. */
  readonly workers: number;
  /**
   * Seconds that a picture may take from when a worker has begun it, 0.1 to 3600.
   * @default 30
   */
  readonly decodeTimeout?: number;
  /**
   * Runs the threads in a process of their own, so that a crash of native code costs one picture and not the run.
   * @default false
   */
  readonly isolate?: boolean;
}

/** Tests run the sources, but threads and processes run what was built from them. */
const built = (module: string): URL => new URL(import.meta.url.endsWith('.ts') ? `../../dist/workers/${module}` : `./${module}`, import.meta.url);

/**
 * Creates a pool of threads that decode pictures. They are still loading when it returns. An idle pool does not keep the process
 * alive.
 *
 * A thread that ends, throws, runs out of memory or takes too long over a picture is replaced, and costs that picture at most. A
 * crash of native code (a segmentation fault in a decoder) ends the whole process. With `isolate`, it ends the pool's own process,
 * which is replaced.
 *
 * libvips works in libuv's threads. A process has 4 of them, unless UV_THREADPOOL_SIZE is set before it starts, and for what
 * libvips decodes more workers than that do not help. `isolate` sets it.
 * @throws WrongCommand when an option is out of range; WorkFailed when `isolate` has no room for a temporary file
 */
export function createDecodePool(options: DecodePoolOptions): DecodePool {
  checkFields('createDecodePool', options, { workers: true, decodeTimeout: true, isolate: true });
  const { workers, decodeTimeout = secondsLimits.default, isolate = false } = options;
  if (!(decodeTimeout >= secondsLimits.min && decodeTimeout <= secondsLimits.max)) throw errors.decodeTimeout(decodeTimeout);
  if (!isolate) {
    const file = built('pool/worker.js');
    return new RetryPool(new Pool(workers, (events) => new ThreadExecutor({ workers, decodeTimeout, file }, events)));
  }
  const file = built('isolated/host-worker.js').href;
  const host = built('isolated/host.js');
  return new RetryPool(new CachingPool(new Pool(workers, (events) => new ProcessExecutor({ workers, decodeTimeout, file, host }, events))));
}
