import { errors } from '../errors.js';
import type { Contestant, Pass } from './contestant.js';

/** A contestant without a result, and the reason. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

export interface Contest {
  /** Measured passes of each contestant that finished all rounds, in the order of the rounds. */
  readonly passes: ReadonlyMap<Contestant, readonly Pass[]>;
  readonly rounds: number;
  readonly leftOut: readonly LeftOut[];
}

export interface Rules {
  readonly rounds: number;
  /** Returns whether a round of about this many seconds may still begin. The first round always begins. */
  readonly mayBegin: (seconds: number) => boolean;
  /** Returns what is wrong with a pass, in words, or null. */
  readonly check: (pass: Pass) => string | null;
  /** Called before each round. Round 0 only warms up. */
  readonly onRound?: (round: number) => void;
}

/**
 * Runs the contestants in rounds, one at a time, so that a slow moment of the machine slows all of them. A first, unmeasured round
 * fills the caches, including the operating system's.
 * @param contestants in the order of the first round; each later round begins one further on
 */
export async function compete(contestants: readonly Contestant[], { rounds, mayBegin, check, onRound }: Rules): Promise<Contest> {
  const passes = new Map(contestants.map((contestant): [Contestant, Pass[]] => [contestant, []]));
  const leftOut: LeftOut[] = [];
  let finished = 0;
  let lastRound = 0;
  for (let round = 0; round <= rounds && passes.size > 0 && (round <= 1 || mayBegin(lastRound)); round++) {
    onRound?.(round);
    const began = performance.now();
    for (const contestant of turns([...passes.keys()], round)) {
      try {
        const pass = await contestant.pass();
        const fault = check(pass);
        if (fault !== null) throw errors.invalid(contestant.name, fault);
        if (round > 0) passes.get(contestant)?.push(pass);
      } catch (error) {
        passes.delete(contestant);
        leftOut.push({ name: contestant.name, reason: error instanceof Error ? error.message : String(error) });
      }
    }
    lastRound = (performance.now() - began) / 1000;
    finished = round;
  }
  return { passes, rounds: finished, leftOut };
}

/** Returns the order of a round. Each round begins one further on, so that no contestant always follows the same one. */
export function turns<Item>(items: readonly Item[], round: number): readonly Item[] {
  const first = items.length === 0 ? 0 : round % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}
