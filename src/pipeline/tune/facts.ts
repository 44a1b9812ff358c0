import type { PipelineState } from '../types.js';

/** A stage in a stretch of time: its throughput, and its milliseconds, which add up to the stretch. */
export interface StageFacts {
  /** Pictures (read, decode), batches (batch) or steps (step) a second. */
  readonly perSecond: number;
  /** Time at work. */
  readonly workMs: number;
  /** Time spent waiting for the stage before it. */
  readonly inputMs: number;
  /** Time spent waiting for the stage after it. */
  readonly outputMs: number;
}

/** Which side the other waits for. */
export type Bottleneck = 'data' | 'step' | 'none';

/** What the pipeline did between two snapshots, and which side waited for the other. */
export interface PipelineFacts {
  /** Length of the stretch. */
  readonly seconds: number;
  /** Milliseconds in which the step waited for a batch. */
  readonly waitMs: number;
  /** Milliseconds in which every buffer was full and nothing was decoded. */
  readonly blockedMs: number;
  /**
   * `read` and `decode` are means over the workers. Each worker does one after the other, so reading waits for its output while
   * the same worker decodes. An idle worker waits for its input while the step waits, too, else for its output. `batch` collates
   * pictures and emits batches. `step` takes the batches.
   */
  readonly stages: { readonly read: StageFacts; readonly decode: StageFacts; readonly batch: StageFacts; readonly step: StageFacts };
  readonly bottleneck: Bottleneck;
}

/** Everything known at one moment. */
export interface Snapshot {
  readonly state: PipelineState;
  /** Milliseconds of any clock. */
  readonly at: number;
  /** Steps done so far. */
  readonly steps: number;
  /** Milliseconds in which the steps waited for batches so far. */
  readonly waitMs: number;
}

/** Share of the time above which the step counts as waiting. */
export const WAITING_SHARE = 0.02;
/** Share of the time above which the workers count as idle. */
const IDLE_SHARE = 0.1;

/** Returns what happened between two snapshots, the earlier one first. */
export function factsBetween(before: Snapshot, now: Snapshot): PipelineFacts {
  const ms = Math.max(1, now.at - before.at);
  const seconds = ms / 1000;
  const increase = (name: 'decoded' | 'fromCache' | 'delivered' | 'blockedMs' | 'readMs' | 'decodeMs'): number => now.state[name] - before.state[name];
  const limited = (value: number, most = ms): number => Math.min(Math.max(value, 0), most);
  const waitMs = limited(now.waitMs - before.waitMs);
  const blockedMs = limited(increase('blockedMs'));

  // A picture's time is counted when it is done, so one that took longer than the stretch must be limited to it.
  const readMs = limited(increase('readMs') / now.state.workers);
  const decodeMs = limited(increase('decodeMs') / now.state.workers, ms - readMs);
  const idleMs = ms - readMs - decodeMs;
  // Not blockedMs: while a step blocks the main thread, nobody sees the buffers fill.
  const starvedMs = Math.min(waitMs, idleMs);
  const fullMs = idleMs - starvedMs;
  const pictures = (increase('decoded') + increase('fromCache')) / seconds;
  return {
    seconds,
    waitMs,
    blockedMs,
    stages: {
      read: { perSecond: pictures, workMs: readMs, inputMs: starvedMs, outputMs: decodeMs + fullMs },
      decode: { perSecond: pictures, workMs: decodeMs, inputMs: readMs + starvedMs, outputMs: fullMs },
      batch: { perSecond: increase('delivered') / seconds, workMs: 0, inputMs: ms - blockedMs, outputMs: blockedMs },
      step: { perSecond: (now.steps - before.steps) / seconds, workMs: ms - waitMs, inputMs: waitMs, outputMs: 0 },
    },
    bottleneck: bottleneckOf(waitMs / ms, idleMs / ms),
  };
}

/** Returns the bottleneck, given the shares (0 to 1) of the time in which the step waited and in which the workers were idle. */
export function bottleneckOf(waiting: number, idle: number): Bottleneck {
  if (waiting > WAITING_SHARE) return 'data';
  return idle > IDLE_SHARE ? 'step' : 'none';
}
