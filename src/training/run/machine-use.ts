import { availableParallelism } from 'node:os';
import type { EventOf } from '../../events/index.js';
import { GpuWatch } from './gpu-use.js';

/** Measures for `pipeline` events what the run's process uses of the machine. */
export class MachineUse {
  readonly #gpu: GpuWatch | null;
  #cpu = process.cpuUsage();
  #at = performance.now();

  /** @param device where the engine computes: without a GPU, none is looked at */
  constructor(device: 'cpu' | 'gpu', env: NodeJS.ProcessEnv = process.env) {
    this.#gpu = device === 'gpu' ? new GpuWatch(env) : null;
  }

  /** Returns the use since the last call. */
  sample(): NonNullable<EventOf<'pipeline'>['use']> {
    const [now, { user, system }] = [performance.now(), process.cpuUsage(this.#cpu)];
    const cpu = (user + system) / 1000 / Math.max(1, now - this.#at);
    this.#cpu = process.cpuUsage();
    this.#at = now;
    const gpu = this.#gpu?.latest;
    return { cpu, cores: availableParallelism(), memory: process.memoryUsage.rss(), ...(gpu && { gpu }) };
  }

  close(): void {
    this.#gpu?.close();
  }
}
