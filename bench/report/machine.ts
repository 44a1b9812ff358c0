import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';

/** What it was measured on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    node: process.version,
  };
}

/** What every report begins with. */
export interface ReportHead<Bench extends string> {
  readonly bench: Bench;
  /** ISO 8601, when it began. */
  readonly date: string;
  readonly machine: Machine;
  /** Load of the machine over the minute before, and over the last one. */
  readonly load: { readonly before: number; readonly after: number };
}

/** Processes that ran or wanted to, over the last minute: more than the bench's own is another's work. 0 on Windows. */
export const load = (): number => Number((loadavg()[0] ?? 0).toFixed(2));
