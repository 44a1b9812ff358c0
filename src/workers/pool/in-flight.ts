import { Claims } from './task-states.js';
import { pack, type Packet } from './task-batch.js';
import type { Attempt, DecodeTask } from '../types.js';

/** A picture that was asked for. */
export interface Job {
  readonly task: DecodeTask;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (answer: Attempt) => void;
  readonly reject: (thrown: unknown) => void;
  /** Where it was posted last; null as long as it was not. */
  place: Place | null;
  /** Workers that died while they did this job and nothing else. */
  deaths: number;
}

/** A job in a packet: one try of it. */
export interface Place {
  readonly job: Job;
  readonly claims: Claims;
  readonly index: number;
  readonly alone: boolean;
  /** When the main thread first saw it in work, and when it first saw it in work for too long; ms. */
  begun: number | null;
  late: number | null;
  /** When it was settled though its worker was still at it, ms. */
  cancelled: number | null;
  /** To be called once its worker is through with it or gone, if it was settled before. */
  over: (() => void) | null;
}

/** What was posted and is not over: the main thread's side of the packets. */
export class Ledger {
  readonly #places = new Map<Packet, Set<Place>>();

  /** Enters jobs of the same settings, and makes the packet that they are to be posted in. */
  enter(jobs: readonly Job[], alone: boolean): Packet {
    const claims = Claims.for(jobs.length);
    const packet = pack(jobs.map(({ task }) => task), alone, claims);
    const places = jobs.map((job, index): Place => (job.place = { job, claims, index, alone, begun: null, late: null, cancelled: null, over: null }));
    this.#places.set(packet, new Set(places));
    return packet;
  }

  get empty(): boolean {
    return this.#places.size === 0;
  }

  /** The packets of which something may not have been begun, in the order in which they were entered. */
  packets(): Iterable<Packet> {
    return this.#places.keys();
  }

  /** Strikes out what is over, and hands over the answers. */
  sweep(answered: (job: Job, answer: Attempt) => void): void {
    for (const [packet, places] of this.#places) {
      for (const place of places) {
        const { job, claims, index } = place;
        const answer = claims.answerOf(index);
        if (answer === null && !claims.isWithdrawn(index)) continue;
        places.delete(place);
        place.over?.();
        if (answer !== null) answered(job, answer);
      }
      if (places.size === 0) this.#places.delete(packet);
    }
  }

  /** Whether it is entered and neither over nor struck out. */
  holds(place: Place): boolean {
    for (const places of this.#places.values()) if (places.has(place)) return true;
    return false;
  }

  strike(place: Place): void {
    for (const [packet, places] of this.#places) {
      if (places.delete(place) && places.size === 0) this.#places.delete(packet);
    }
  }

  /** Strikes out everything: no worker is left. */
  clear(): void {
    for (const places of this.#places.values()) for (const { over } of places) over?.();
    this.#places.clear();
  }

  /** How many no worker has begun. */
  get waiting(): number {
    let count = 0;
    for (const places of this.#places.values()) for (const { claims, index } of places) if (claims.isWaiting(index)) count++;
    return count;
  }

  /** What is in work in each worker, taken back or not. */
  inWork(): Map<number, Place[]> {
    const held = new Map<number, Place[]>();
    for (const places of this.#places.values()) {
      for (const place of places) {
        const worker = place.claims.workerOf(place.index);
        if (worker === null) continue;
        const list = held.get(worker);
        if (list === undefined) held.set(worker, [place]);
        else list.push(place);
      }
    }
    return held;
  }
}
