import type { PipelineState } from '../types.js';

/** A stage over a stretch of time: what went through it, and its milliseconds, which sum up to the stretch. */
export interface StageFacts {
  /** Pictures (read, decode), batches (batch) or steps (step) a second. */
  readonly perSecond: number;
  /** At work. */
  readonly workMs: number;
  /** Waiting for what comes before it. */
  readonly inputMs: number;
  /** Waiting for what comes after it. */
  readonly outputMs: number;
}

export type Bottleneck = 'data' | 'step' | 'none';

/** What the pipeline did between two looks at it, and which side waited for the other. */
export interface PipelineFacts {
  /** The stretch. */
  readonly seconds: number;
  /** Milliseconds in which the step waited for a batch. */
  readonly waitMs: number;
  /** Milliseconds in which every buffer was full and nothing was decoded. */
  readonly blockedMs: number;
  /**
   * `read` and `decode` are means over the workers, each of which does both, one after the other: reading waits for its
   * output while the same worker decodes. Workers that rest wait for pictures to be handed to them if the step waits too,
   * else for the step. `batch` gathers pictures and hands them over. `step` is whoever takes them.
   */
  readonly stages: { readonly read: StageFacts; readonly decode: StageFacts; readonly batch: StageFacts; readonly step: StageFacts };
  readonly bottleneck: Bottleneck;
}

/** What is known at one moment. */
export interface Snapshot {
  readonly state: PipelineState;
  /** Milliseconds of any clock. */
  readonly at: number;
  /** Steps done, and milliseconds in which they waited for batches, up to this moment. */
  readonly steps: number;
  readonly waitMs: number;
}

/** Share of the time past which the step waits, and past which the workers do. */
export const WAITING_SHARE = 0.02;
const IDLE_SHARE = 0.1;

/** What happened between two looks, the earlier first. */
export function factsBetween(before: Snapshot, now: Snapshot): PipelineFacts {
  const ms = Math.max(1, now.at - before.at);
  const seconds = ms / 1000;
  const grown = (name: 'decoded' | 'fromCache' | 'delivered' | 'blockedMs' | 'readMs' | 'decodeMs'): number => now.state[name] - before.state[name];
  const part = (value: number, of = ms): number => Math.min(Math.max(value, 0), of);
  const waitMs = part(now.waitMs - before.waitMs);
  const blockedMs = part(grown('blockedMs'));

  // A picture's time is told when it is done: one that took longer than the stretch would not fit into it.
  const readMs = part(grown('readMs') / now.state.workers);
  const decodeMs = part(grown('decodeMs') / now.state.workers, ms - readMs);
  const idleMs = ms - readMs - decodeMs;
  // Not blockedMs: while a step keeps the main thread to itself, nobody sees the buffers fill.
  const starvedMs = Math.min(waitMs, idleMs);
  const fullMs = idleMs - starvedMs;
  const pictures = (grown('decoded') + grown('fromCache')) / seconds;
  return {
    seconds,
    waitMs,
    blockedMs,
    stages: {
      read: { perSecond: pictures, workMs: readMs, inputMs: starvedMs, outputMs: decodeMs + fullMs },
      decode: { perSecond: pictures, workMs: decodeMs, inputMs: readMs + starvedMs, outputMs: fullMs },
      batch: { perSecond: grown('delivered') / seconds, workMs: 0, inputMs: ms - blockedMs, outputMs: blockedMs },
      step: { perSecond: (now.steps - before.steps) / seconds, workMs: ms - waitMs, inputMs: waitMs, outputMs: 0 },
    },
    bottleneck: bottleneckOf(waitMs / ms, idleMs / ms),
  };
}

/** Which side waits for the other, by the shares (0 to 1) of the time in which the step waited and in which the workers had nothing to do. */
export function bottleneckOf(waiting: number, idle: number): Bottleneck {
  if (waiting > WAITING_SHARE) return 'data';
  return idle > IDLE_SHARE ? 'step' : 'none';
}
