import type { EventOf } from '../events/index.js';

/** How fast a run was over some of its steps. */
export interface Pace {
  /** The last of the steps. */
  readonly step: number;
  /** Pictures trained on. */
  readonly trainedOn: number;
  /** Milliseconds of the steps, and how many of them they waited for batches. */
  readonly ms: number;
  readonly waitMs: number;
  /** Pictures that the pipeline read, and the seconds in which it did. */
  readonly read: number;
  readonly readSeconds: number;
}

/** A chart shows no more. */
const MOST = 60;

/** Adds up steps into at most twice `MOST` parts of about the same number of steps, however many there are. */
export class PaceRecorder {
  #parts: Pace[] = [];
  #stepsPerPart = 1;
  #steps = 0;

  step({ step, trainedOn, ms, waitMs }: EventOf<'step'>): void {
    this.#add({ step, trainedOn, ms, waitMs, read: 0, readSeconds: 0 });
    this.#steps += 1;
    if (this.#steps < this.#stepsPerPart) return;
    this.#steps = 0;
    if (this.#parts.length < 2 * MOST) return;
    this.#parts = this.#parts.flatMap((part, index, all) => (index % 2 === 1 ? [] : [sum(part, all[index + 1])]));
    this.#stepsPerPart *= 2;
  }

  pipeline({ stages, seconds }: EventOf<'pipeline'>): void {
    const last = this.#parts.at(-1);
    if (last !== undefined) this.#parts[this.#parts.length - 1] = { ...last, read: last.read + stages.read.perSecond * seconds, readSeconds: last.readSeconds + seconds };
  }

  /** Forgets the steps after `step`: a resumed run repeats them. */
  resume(step: number): void {
    this.#parts = this.#parts.filter((part) => part.step <= step);
    this.#steps = 0;
  }

  get parts(): readonly Pace[] {
    return this.#parts;
  }

  #add(one: Pace): void {
    const last = this.#parts.at(-1);
    if (this.#steps === 0 || last === undefined) this.#parts.push(one);
    else this.#parts[this.#parts.length - 1] = sum(last, one);
  }
}

const sum = (one: Pace, other: Pace | undefined): Pace =>
  other === undefined ? one : {
    step: other.step, trainedOn: one.trainedOn + other.trainedOn, ms: one.ms + other.ms, waitMs: one.waitMs + other.waitMs, read: one.read + other.read, readSeconds: one.readSeconds + other.readSeconds,
  };
