import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What NVIDIA's driver says of a GPU. */
export interface GpuUse {
  /** Share of the last second or so in which a kernel ran, 0 to 1. Absent where the driver does not say. */
  readonly utilisation?: number;
  /** Bytes in use by all processes, and in all. */
  readonly memory: number;
  readonly memoryTotal: number;
}

/** Seconds between two lines of `nvidia-smi`. */
const EVERY_S = 3;
const MIB = 2 ** 20;

/**
 * Reads `nvidia-smi`, which is one process for the whole run, so that nothing waits for it. Where it is missing or fails, nothing is
 * known of the GPU, and the run goes on.
 */
export class GpuWatch {
  #latest: GpuUse | undefined;
  readonly #child: ChildProcess;

  constructor(env: NodeJS.ProcessEnv = process.env, every = EVERY_S) {
    // The first visible GPU is the one that TensorFlow computes on.
    const id = env['CUDA_VISIBLE_DEVICES']?.split(',')[0]?.trim() || '0';
    this.#child = spawn('nvidia-smi', [`--id=${id}`, '--query-gpu=utilization.gpu,memory.used,memory.total', '--format=csv,noheader,nounits', `--loop=${every}`], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    this.#child.on('error', () => undefined);
    this.#child.on('close', () => (this.#latest = undefined));
    this.#child.unref();
    if (this.#child.stdout === null) return;
    createInterface({ input: this.#child.stdout }).on('line', (line) => (this.#latest = parseGpuLine(line) ?? this.#latest));
    if ('unref' in this.#child.stdout && typeof this.#child.stdout.unref === 'function') this.#child.stdout.unref();
  }

  /** Returns what the newest line said; undefined before the first. */
  get latest(): GpuUse | undefined {
    return this.#latest;
  }

  close(): void {
    this.#child.kill();
  }
}

/** Parses `87, 12345, 143771`: percent and MiB. Undefined where the line is something else. */
export function parseGpuLine(line: string): GpuUse | undefined {
  const [utilisation = NaN, memory = NaN, memoryTotal = NaN] = line.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (!(memory >= 0) || !(memoryTotal > 0)) return undefined;
  return { ...(utilisation >= 0 && { utilisation: Math.min(1, utilisation / 100) }), memory: memory * MIB, memoryTotal: memoryTotal * MIB };
}
