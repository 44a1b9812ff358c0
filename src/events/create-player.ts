import { asyncScheduler, BehaviorSubject, Observable, Subject, type SchedulerLike, type Subscription } from 'rxjs';
import { checkFields } from '../config/index.js';
import { errors } from './errors.js';
import type { EventPlayer, PlayerState, PlayOptions, Speed } from './player.js';
import type { RunRecording } from './run-recording.js';
import type { RunEvent } from './schema.js';

/** Events per turn at full speed. Between turns the screen is drawn and keys are read. A count, not a time, so that every replay has the same turns. */
const EVENTS_PER_TURN = 500;
/** Longest time between two states while playing, ms. */
const STATE_EVERY_MS = 250;

/** Creates a player for a recording. At every speed it emits the same events in the same order. @throws WrongCommand if the speed is not above 0 */
export function createPlayer(recording: RunRecording, options: PlayOptions = {}): EventPlayer {
  checkFields('createPlayer', options, { speed: true, from: true, paused: true, maxDelayMs: true, scheduler: true });
  return new Playback(recording, options);
}

class Playback implements EventPlayer {
  readonly state: BehaviorSubject<PlayerState>;
  readonly events = new Observable<RunEvent>((subscriber) => {
    const subscription = this.#emitted.subscribe(subscriber);
    this.#start();
    return subscription;
  });
  readonly #emitted = new Subject<RunEvent>();
  readonly #scheduler: SchedulerLike;
  readonly #length: number;
  readonly #maxDelayMs: number;
  /** Index of the next event. */
  #next = 0;
  /** Events before this index are emitted at full speed. */
  #until = 0;
  #paused: boolean;
  #speed: Speed;
  /** A playing time, and the scheduler's time that it corresponds to. */
  #at: number;
  #since = 0;
  #started = false;
  #turn: Subscription | undefined;
  /** Number of control calls, to notice one that a subscriber makes while events are emitted. */
  #calls = 0;

  constructor(private readonly recording: RunRecording, { speed = 1, from = 0, paused = false, maxDelayMs = 0, scheduler = asyncScheduler }: PlayOptions) {
    this.#scheduler = scheduler;
    this.#maxDelayMs = maxDelayMs;
    this.#length = recording.timeOf(recording.count - 1);
    this.#at = Math.min(Math.max(from, 0), this.#length);
    this.#paused = paused;
    this.#speed = checkSpeed(speed);
    if (from > 0) this.#until = this.#firstAfter(this.#at);
    this.state = new BehaviorSubject(this.#currentState());
  }

  pause(): void {
    this.#at = this.#now();
    // Delayed events come first, so that a pause shows the same events however the turns fell.
    if (this.#started && this.#maxDelayMs > 0) this.#until = Math.max(this.#until, this.#firstAfter(this.#at));
    this.#paused = true;
    this.#play();
  }

  resume(): void {
    this.#restart(this.#now(), false);
  }

  step(): void {
    let end = Math.max(this.#next, this.#until);
    for (let stepped = false; end < this.recording.count && !stepped; end += 1) stepped = this.recording.eventAt(end)?.type === 'step';
    this.#until = end;
    this.#restart(Math.max(this.#now(), this.recording.timeOf(end - 1)), true);
  }

  seek(ms: number): void {
    const at = Math.min(Math.max(ms, 0), this.#length);
    const target = this.#firstAfter(at);
    if (target < this.#next) this.#next = 0;
    this.#until = target;
    this.#restart(at, this.#paused);
  }

  skip(ms: number): void {
    // Not from the last emitted state: several calls may come before the next one.
    this.seek(this.#currentState().at + ms);
  }

  setSpeed(speed: Speed): void {
    const at = this.#now();
    this.#speed = checkSpeed(speed);
    this.#restart(at, this.#paused);
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#since = this.#scheduler.now();
    this.#play();
  }

  #restart(at: number, paused: boolean): void {
    this.#at = at;
    this.#since = this.#scheduler.now();
    this.#paused = paused;
    this.#play();
  }

  /** Schedules a turn now and emits the new state at once, because the next control call may come before that turn. */
  #play(): void {
    this.#calls += 1;
    if (this.#started) this.#schedule(0);
    this.state.next(this.#currentState());
  }

  #schedule(ms: number): void {
    this.#turn?.unsubscribe();
    this.#turn = this.#scheduler.schedule(() => {
      const calls = this.#calls;
      const wait = this.#emitDue();
      // After a control call another turn is scheduled already.
      if (calls !== this.#calls) return;
      this.state.next(this.#currentState());
      if (wait !== undefined && calls === this.#calls) this.#schedule(wait);
    }, ms);
  }

  /** Emits the due events and returns the ms until the next turn; undefined if only a control call can start one. */
  #emitDue(): number | undefined {
    if (this.#next < this.#until) {
      // Playing time starts after the events before it.
      this.#since = this.#scheduler.now();
      this.#emit(Math.min(this.#until, this.#next + EVENTS_PER_TURN));
      return 0;
    }
    if (this.#paused || this.#next >= this.recording.count) return undefined;
    if (this.#speed === 'max') {
      const end = Math.min(this.recording.count, this.#next + EVENTS_PER_TURN);
      this.#at = this.recording.timeOf(end - 1);
      this.#emit(end);
      return 0;
    }
    const now = this.#now();
    let end = this.#next;
    while (end < this.recording.count && this.recording.timeOf(end) <= now) end += 1;
    this.#emit(end);
    if (end >= this.recording.count) return undefined;
    return Math.max(this.#maxDelayMs, Math.min(STATE_EVERY_MS, Math.max(1, (this.recording.timeOf(end) - now) / this.#speed)));
  }

  /** Emits the events before index `end`, or until a subscriber makes a control call. */
  #emit(end: number): void {
    const calls = this.#calls;
    while (this.#next < end && calls === this.#calls) {
      const event = this.recording.eventAt(this.#next);
      this.#next += 1;
      if (event !== undefined) this.#emitted.next(event);
    }
  }

  /** Returns the current playing time. */
  #now(): number {
    if (this.#paused || this.#speed === 'max' || !this.#started || this.#next < this.#until) return this.#at;
    return Math.min(this.#length, this.#at + (this.#scheduler.now() - this.#since) * this.#speed);
  }

  #currentState(): PlayerState {
    const ended = this.#next >= this.recording.count;
    return { paused: this.#paused, speed: this.#speed, at: ended ? this.#length : this.#now(), length: this.#length, ended };
  }

  /** Returns the index of the first event after a playing time. */
  #firstAfter(at: number): number {
    let [low, high] = [0, this.recording.count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.recording.timeOf(middle) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** @throws WrongCommand */
function checkSpeed(speed: Speed): Speed {
  if (speed !== 'max' && !(speed > 0 && Number.isFinite(speed))) throw errors.speed(speed);
  return speed;
}
