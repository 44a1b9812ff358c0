import { availableParallelism } from 'node:os';
import type { EventBody } from '../../events/index.js';
import { GpuWatch } from './gpu-use.js';

/** Milliseconds between two `machine-use` events. */
const EVERY_MS = 2000;

/** Emits what the run's process uses of the machine, until the function that it returns is called. @param paused whether nothing is emitted now */
export function reportMachineUse(device: 'cpu' | 'gpu', emit: (body: EventBody) => void, paused: () => boolean): () => void {
  const use = new MachineUse(device);
  const timer = setInterval(() => {
    if (!paused()) emit({ type: 'machine-use', ...use.sample() });
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    use.close();
  };
}

/** Measures what the run's process uses of the machine. */
export class MachineUse {
  readonly #gpu: GpuWatch | null;
  #cpu = process.cpuUsage();
  #at = performance.now();

  /** @param device where the engine computes: without a GPU, none is looked at */
  constructor(device: 'cpu' | 'gpu', env: NodeJS.ProcessEnv = process.env) {
    this.#gpu = device === 'gpu' ? new GpuWatch(env) : null;
  }

  /** Returns the use since the last call. */
  sample(): Omit<Extract<EventBody, { type: 'machine-use' }>, 'type'> {
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
