import { timeToBest } from './statistics.js';

/** The times of one contestant, one for each round. */
export interface TimedRounds {
  readonly side: 'ours' | 'peer';
  readonly times: readonly number[];
}

export interface Ratios {
  /** Our time divided by the best peer's in the same round, median; null for peers and without peers. */
  readonly toBestPeer: number | null;
  /** Our time divided by the peer's in the same round, median; null for ours. */
  readonly oursToPeer: number | null;
}

/** Returns the ratios of one contestant. @param all every contestant, with `own` */
export function ratiosOf(own: TimedRounds, all: readonly TimedRounds[]): Ratios {
  const timesOf = (side: TimedRounds['side']) => all.filter((each) => each.side === side).map(({ times }) => times);
  if (own.side === 'ours') return { toBestPeer: timeToBest(own.times, timesOf('peer')), oursToPeer: null };
  const [ours] = timesOf('ours');
  return { toBestPeer: null, oursToPeer: ours === undefined ? null : timeToBest(ours, [own.times]) };
}

/** Returns the cell of the column "whisker to it". */
export const ratioCell = ({ toBestPeer, oursToPeer }: Ratios): string => (toBestPeer === null ? (oursToPeer?.toFixed(2) ?? '') : `**${toBestPeer.toFixed(2)}** to the best`);
