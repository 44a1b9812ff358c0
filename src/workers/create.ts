import { pipelineOptions } from '../config/index.js';
import { CachingPool } from './cache/caching-pool.js';
import { errors } from './errors.js';
import { IsolatedPool } from './isolated/isolated-pool.js';
import { RetryPool } from './pool/retry-pool.js';
import { WorkerPool } from './pool/pool.js';
import type { DecodePool } from './types.js';

const { workers: threads, 'decode-timeout': seconds } = pipelineOptions;

export interface DecodePoolOptions {
  /** Threads that decode, 1 to 64. */
  readonly workers: number;
  /**
   * How long a picture may take from when a worker began it, in seconds, 0.1 to 3600.
   * @default 30
   */
  readonly decodeTimeout?: number;
  /**
   * The threads run in a process of their own, so that a crash of native code costs one picture and not the run.
   * @default false
   */
  readonly isolate?: boolean;
}

/** Tests run the sources, but other threads and processes run what was built of them. */
const built = (module: string): URL => new URL(import.meta.url.endsWith('.ts') ? `../../dist/workers/${module}` : `./${module}`, import.meta.url);

/**
 * Starts threads that decode pictures; they are loading when this returns. An idle pool does not keep the process alive.
 *
 * A thread that ends, throws, runs out of memory or takes too long over a picture is replaced, and costs that picture at most.
 * A crash of native code (a segmentation fault in a decoder) ends the whole process, which threads share; with `isolate`
 * that is one of their own, which is replaced.
 *
 * libvips works on libuv's threads, of which a process has 4 unless UV_THREADPOOL_SIZE says otherwise before it starts: for
 * what it decodes, more workers than those only take turns. With `isolate` it is set.
 * @throws WrongCommand when an option is out of range; WorkFailed when `isolate` finds no place for a temporary file
 */
export function createDecodePool(options: DecodePoolOptions): DecodePool {
  const { workers, decodeTimeout = seconds.default, isolate = false } = options;
  if (!Number.isInteger(workers) || workers < threads.min || workers > threads.max) throw errors.workers(workers);
  if (!(decodeTimeout >= seconds.min && decodeTimeout <= seconds.max)) throw errors.decodeTimeout(decodeTimeout);
  if (!isolate) return new RetryPool(new WorkerPool({ workers, decodeTimeout, file: built('pool/worker.js') }));
  return new RetryPool(new CachingPool(new IsolatedPool({ workers, decodeTimeout, file: built('isolated/host-worker.js').href, host: built('isolated/host.js') })));
}
