import { timeToBest } from './statistics.js';

/** What one contestant took, a round each. */
export interface Timed {
  readonly side: 'ours' | 'peer';
  readonly times: readonly number[];
}

export interface Ratios {
  /** Ours: its time as a share of the best peer's in the same round, median; null for peers, and without them. */
  readonly toBest: number | null;
  /** A peer: our time as a share of its, median over the rounds; null for ours. */
  readonly oursToIt: number | null;
}

/** @param all those that `own` is measured against, itself among them */
export function ratiosOf(own: Timed, all: readonly Timed[]): Ratios {
  const timesOf = (side: Timed['side']) => all.filter((each) => each.side === side).map(({ times }) => times);
  if (own.side === 'ours') return { toBest: timeToBest(own.times, timesOf('peer')), oursToIt: null };
  const [ours] = timesOf('ours');
  return { toBest: null, oursToIt: ours === undefined ? null : timeToBest(ours, [own.times]) };
}

/** A row's cell under "whisker to it". */
export const ratioCell = ({ toBest, oursToIt }: Ratios): string => (toBest === null ? (oursToIt?.toFixed(2) ?? '') : `**${toBest.toFixed(2)}** to the best`);
