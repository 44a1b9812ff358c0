import { Errors } from '../errors.js';
import type { Contestant, Pass } from './contestant.js';

/** Who fell out, and why. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

export interface Contest {
  /** The measured passes of each contestant that went through all rounds, in the order of the rounds. */
  readonly passes: ReadonlyMap<Contestant, readonly Pass[]>;
  readonly rounds: number;
  readonly leftOut: readonly LeftOut[];
}

export interface Rules {
  readonly rounds: number;
  /** Says whether a round of about so many seconds may still begin. The first always does. */
  readonly mayBegin: (seconds: number) => boolean;
  /** What is wrong with a pass, in words; null when nothing is. */
  readonly check: (pass: Pass) => string | null;
  /** Told before each round, 0 being the one that only warms up. */
  readonly onRound?: (round: number) => void;
}

/**
 * Round robin, one contestant at a time: what slows the machine down for a while slows all of them. A pass that is not
 * measured comes first: it fills caches, the operating system's among them.
 * @param contestants take turns in this order, each round beginning one further on
 */
export async function compete(contestants: readonly Contestant[], { rounds, mayBegin, check, onRound }: Rules): Promise<Contest> {
  const passes = new Map(contestants.map((contestant): [Contestant, Pass[]] => [contestant, []]));
  const leftOut: LeftOut[] = [];
  let made = 0;
  let lastRound = 0;
  for (let round = 0; round <= rounds && passes.size > 0 && (round <= 1 || mayBegin(lastRound)); round++) {
    onRound?.(round);
    const began = performance.now();
    for (const contestant of turns([...passes.keys()], round)) {
      try {
        const pass = await contestant.pass();
        const fault = check(pass);
        if (fault !== null) throw Errors.invalid(contestant.name, fault);
        if (round > 0) passes.get(contestant)?.push(pass);
      } catch (error) {
        passes.delete(contestant);
        leftOut.push({ name: contestant.name, reason: error instanceof Error ? error.message : String(error) });
      }
    }
    lastRound = (performance.now() - began) / 1000;
    made = round;
  }
  return { passes, rounds: made, leftOut };
}

/** The order of a round: each begins one further on, so that nobody always follows the same one. */
export function turns<Item>(items: readonly Item[], round: number): readonly Item[] {
  const first = items.length === 0 ? 0 : round % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}
