import { asyncScheduler, BehaviorSubject, Observable, Subject, type SchedulerLike, type Subscription } from 'rxjs';
import type { Player, PlayerState, Speed } from './player.js';
import type { RunEvent } from './schema.js';
import type { RunRecording } from './run-recording.js';

export interface PlayOptions {
  /** @default 1 */
  readonly speed?: Speed;
  /** Where to begin, ms of playing time: everything before it is given at full speed. @default 0 */
  readonly from?: number;
  /** Whether it stands still at first. @default false */
  readonly paused?: boolean;
  /** How long an event may be late, ms: what falls due meanwhile is given in one turn, which costs less. @default 0 */
  readonly late?: number;
  /** Keeps the time: virtual in tests. @default asyncScheduler */
  readonly scheduler?: SchedulerLike;
}

/** A player, and what it plays. */
export interface EventPlayer extends Player {
  /**
   * The events, each in its time. Plays on the first subscription, and is heard by all from then on; never completes, since a
   * seek backwards goes on from the end too. After one the events begin again from the first: `seq` goes back to its
   * beginning, and whoever sums them up begins anew.
   */
  readonly events: Observable<RunEvent>;
}

/** Events given in one turn at full speed: then the screen is drawn and keys are heard. A number, not a time: so it is the same each time. */
const SLICE = 500;
/** Longest between two changes of the state while it plays, ms. */
const TICK_MS = 250;

/** Plays a tape: the same events in the same order at any speed, and the same times on the scheduler's clock. */
export function createPlayer(tape: RunRecording, options: PlayOptions = {}): EventPlayer {
  const deck = new Deck(tape, options);
  const { state } = deck;
  return {
    state: state.asObservable(),
    events: new Observable((subscriber) => {
      const subscription = deck.events.subscribe(subscriber);
      deck.begin();
      return subscription;
    }),
    pause: () => deck.pause(),
    resume: () => deck.goOn(),
    step: () => deck.step(),
    seek: (ms) => deck.seek(ms),
    skip: (ms) => deck.skip(ms),
    setSpeed: (speed) => deck.setSpeed(speed),
  };
}

class Deck {
  readonly events = new Subject<RunEvent>();
  readonly state: BehaviorSubject<PlayerState>;
  readonly #scheduler: SchedulerLike;
  readonly #length: number;
  readonly #late: number;
  /** The next event to be given. */
  #next = 0;
  /** Events up to this one (exclusive) are given at full speed before anything else. */
  #until = 0;
  #paused: boolean;
  #speed: Speed;
  /** The playing time, and the scheduler's, from which the one that it is now is reckoned. */
  #at: number;
  #since = 0;
  #begun = false;
  #turn: Subscription | undefined;
  /** Counts the keys that were pressed. */
  #press = 0;

  constructor(private readonly tape: RunRecording, { speed = 1, from = 0, paused = false, late = 0, scheduler = asyncScheduler }: PlayOptions) {
    this.#scheduler = scheduler;
    this.#late = late;
    this.#length = tape.timeOf(tape.count - 1);
    this.#at = Math.min(Math.max(from, 0), this.#length);
    this.#paused = paused;
    this.#speed = checked(speed);
    this.#until = this.#firstAfter(this.#at, from > 0);
    this.state = new BehaviorSubject(this.#look());
  }

  begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    this.#since = this.#scheduler.now();
    this.#play();
  }

  pause(): void {
    this.#at = this.#now();
    // Those that are late come before it stands still: what is told by then is the same however the turns fell.
    if (this.#begun) this.#until = Math.max(this.#until, this.#firstAfter(this.#at, this.#late > 0));
    this.#paused = true;
    this.#play();
  }

  goOn(): void {
    this.#restart(this.#now(), false);
  }

  step(): void {
    let end = Math.max(this.#next, this.#until);
    for (let stepped = false; end < this.tape.count && !stepped; end += 1) stepped = this.tape.eventAt(end)?.type === 'step';
    this.#until = end;
    this.#restart(Math.max(this.#now(), this.tape.timeOf(end - 1)), true);
  }

  seek(ms: number): void {
    const at = Math.min(Math.max(ms, 0), this.#length);
    const target = this.#firstAfter(at, true);
    if (target < this.#next) this.#next = 0;
    this.#until = target;
    this.#restart(at, this.#paused);
  }

  skip(ms: number): void {
    // Not from the state that was told last: several keys may come before the next is.
    this.seek(this.#look().at + ms);
  }

  setSpeed(speed: Speed): void {
    const at = this.#now();
    this.#speed = checked(speed);
    this.#restart(at, this.#paused);
  }

  #restart(at: number, paused: boolean): void {
    this.#at = at;
    this.#since = this.#scheduler.now();
    this.#paused = paused;
    this.#play();
  }

  /** Gives what is due, now and whenever more is. */
  #play(): void {
    this.#press += 1;
    if (this.#begun) this.#later(0);
    // At once: the next key may come before the next turn, and is judged by this.
    this.state.next(this.#look());
  }

  #later(ms: number): void {
    this.#turn?.unsubscribe();
    this.#turn = this.#scheduler.schedule(() => {
      const press = this.#press;
      const wait = this.#giveDue();
      // Whoever heard that may have pressed a key: then another turn is due already.
      if (press !== this.#press) return;
      this.state.next(this.#look());
      if (wait !== undefined && press === this.#press) this.#later(wait);
    }, ms);
  }

  /** @returns milliseconds until there is something to do again; undefined: not before a key is pressed */
  #giveDue(): number | undefined {
    if (this.#next < this.#until) {
      // The time begins when what lies before it has been given.
      this.#since = this.#scheduler.now();
      this.#give(Math.min(this.#until, this.#next + SLICE));
      return 0;
    }
    if (this.#paused || this.#next >= this.tape.count) return undefined;
    if (this.#speed === 'max') {
      const end = Math.min(this.tape.count, this.#next + SLICE);
      this.#at = this.tape.timeOf(end - 1);
      this.#give(end);
      return 0;
    }
    const now = this.#now();
    let end = this.#next;
    while (end < this.tape.count && this.tape.timeOf(end) <= now) end += 1;
    this.#give(end);
    if (end >= this.tape.count) return undefined;
    return Math.max(this.#late, Math.min(TICK_MS, Math.max(1, (this.tape.timeOf(end) - now) / this.#speed)));
  }

  #give(end: number): void {
    const press = this.#press;
    while (this.#next < end && press === this.#press) {
      const event = this.tape.eventAt(this.#next);
      this.#next += 1;
      if (event !== undefined) this.events.next(event);
    }
  }

  /** The playing time now. */
  #now(): number {
    if (this.#paused || this.#speed === 'max' || !this.#begun || this.#next < this.#until) return this.#at;
    return Math.min(this.#length, this.#at + (this.#scheduler.now() - this.#since) * this.#speed);
  }

  #look(): PlayerState {
    const ended = this.#next >= this.tape.count;
    return { paused: this.#paused, speed: this.#speed, at: ended ? this.#length : this.#now(), length: this.#length, ended };
  }

  /** The first event after this time; 0 where none is to be given ahead. */
  #firstAfter(at: number, any: boolean): number {
    if (!any) return 0;
    let [low, high] = [0, this.tape.count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.tape.timeOf(middle) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** @throws RangeError */
function checked(speed: Speed): Speed {
  if (speed !== 'max' && !(speed > 0 && Number.isFinite(speed))) throw new RangeError(`A speed is a number above 0 or max, not ${speed}.`);
  return speed;
}
