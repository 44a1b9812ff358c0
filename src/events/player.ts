import type { Observable, SchedulerLike } from 'rxjs';
import type { RunEvent } from './schema.js';

/** How many times as fast as the run went, above 0; `max`: as fast as the subscribers take the events. */
export type Speed = number | 'max';

/** What a replay does now. */
export interface PlayerState {
  readonly paused: boolean;
  readonly speed: Speed;
  /** Playing time so far and in all, ms. Time between an interruption and the resume does not count. */
  readonly at: number;
  readonly length: number;
  /** Whether the last event was emitted. A seek backwards continues from here. */
  readonly ended: boolean;
}

/** The controls of a replay. */
export interface Player {
  /** The current state, and each change of it; at least four times a second, or every `maxDelayMs`, while it plays. */
  readonly state: Observable<PlayerState>;
  /** Stops at this playing time. */
  pause(): void;
  /** Plays on from where it was paused. */
  resume(): void;
  /** Plays to the end of the next training step and pauses there. */
  step(): void;
  /** Jumps to a playing time. Everything before it is emitted at full speed; a jump backwards starts from the first event. */
  seek(ms: number): void;
  /** Jumps by this many ms of playing time from the current position; backwards if negative. */
  skip(ms: number): void;
  /** @throws WrongCommand if the speed is not above 0 */
  setSpeed(speed: Speed): void;
}

/** A player with its events. */
export interface EventPlayer extends Player {
  /**
   * The events at their times, shared by all subscribers. Playing starts with the first subscription. Never completes, since
   * one can seek backwards from the end. After a seek backwards the events start from the first again, so `seq` falls and
   * whoever accumulates them must reset.
   */
  readonly events: Observable<RunEvent>;
}

/** What `createPlayer` can be given. */
export interface PlayOptions {
  /** @default 1 */
  readonly speed?: Speed;
  /** Playing time to start at, ms. Everything before it is emitted at full speed. @default 0 */
  readonly from?: number;
  /** @default false */
  readonly paused?: boolean;
  /** How long an event may be delayed, ms, so that several are emitted in one turn, which costs less. @default 0 */
  readonly maxDelayMs?: number;
  /** The clock: virtual in tests. @default asyncScheduler */
  readonly scheduler?: SchedulerLike;
}
