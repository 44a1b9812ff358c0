import type { Observable } from 'rxjs';

/** Times as fast as it went, any number above 0; `max`: as fast as events are taken. */
export type Speed = number | 'max';

/** Where a replay stands. */
export interface PlayerState {
  readonly paused: boolean;
  readonly speed: Speed;
  /** Milliseconds since the run began, without those in which it was not in progress, and how many there are in all. */
  readonly at: number;
  readonly length: number;
  /** Whether the last event has been given. A seek backwards goes on from there. */
  readonly ended: boolean;
}

/** The hand on a replay. */
export interface Player {
  /** Where it stands now, and whenever that changes; while it plays, at least four times a second, or whenever late events are given (`late`). */
  readonly state: Observable<PlayerState>;
  pause(): void;
  resume(): void;
  /** On to the end of the next training step, and pauses there. */
  step(): void;
  /** To this time: everything up to it is given at full speed. Backwards begins again from the first event. */
  seek(ms: number): void;
  /** The same, by so many milliseconds of playing time on from where it stands at this moment; back where they are negative. */
  skip(ms: number): void;
  /** @throws RangeError where the speed is not above 0 */
  setSpeed(speed: Speed): void;
}
