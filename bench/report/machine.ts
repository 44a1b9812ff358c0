import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';

/** The machine of a measurement. */
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

/** The beginning of every report. */
export interface ReportHead<Bench extends string> {
  readonly bench: Bench;
  /** When it began, in ISO 8601. */
  readonly date: string;
  readonly machine: Machine;
  /** Load of the machine in the minute before the bench, and in its last minute. */
  readonly load: { readonly before: number; readonly after: number };
}

/** Returns the average number of runnable processes in the last minute. More than the bench's own means that others were at work. 0 on Windows. */
export const load = (): number => Number((loadavg()[0] ?? 0).toFixed(2));
