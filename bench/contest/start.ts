import { Contestant, type Entry } from './contestant.js';
import type { LeftOut } from './rounds.js';

/** The contestants that started, in the order of their entries. The caller ends them. */
export interface Started {
  readonly contestants: readonly Contestant[];
  readonly leftOut: readonly LeftOut[];
}

/** Starts the contestants one after the other. One that cannot start is left out. */
export async function startAll(entries: readonly Entry[], onStart: (entry: Entry) => void = () => {}): Promise<Started> {
  const contestants: Contestant[] = [];
  const leftOut: LeftOut[] = [];
  for (const entry of entries) {
    onStart(entry);
    try {
      contestants.push(await Contestant.start(entry));
    } catch (error) {
      leftOut.push({ name: entry.name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { contestants, leftOut };
}
