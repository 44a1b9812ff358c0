import type { EventOf, PaceState, Score } from '../../events/index.js';
import type { Message } from './messages.js';
import type { Series } from './series.js';

/** The weights of an epoch that were the best so far. */
export interface Best {
  readonly epoch: number;
  /** The run's step at that epoch's end. */
  readonly step: number;
  readonly val: Score;
}

/** A supervised run beside this one. */
export interface Baseline {
  /** What it is called: `baseline`, `supervised`. */
  readonly name: string;
  /** Its best accuracy on the validation set, 0 to 1. */
  readonly accuracy: number;
}

/** All that a dashboard shows of a run. Immutable, and bounded however long the run. */
export interface Model {
  /** The latest run-start; null when the stream was joined later. */
  readonly run: EventOf<'run-start'> | null;
  /** The latest event's time, ms since 1970, and its seq; null before there is one. */
  readonly now: number | null;
  readonly seq: number | null;
  /** Seconds that the events tell of, without those between the parts of a run that was resumed. */
  readonly seconds: number;
  /** The epoch in progress, or the one that has just ended; from 1, 0 before it is known. */
  readonly epoch: number;
  /** Steps done, of the whole run. */
  readonly step: number;
  /** Over step; in the order in which their names first came. */
  readonly losses: readonly Series[];
  /** Images a second and the share of time spent waiting for batches (0 to 1), over step. */
  readonly imagesPerSecond: Series;
  readonly waiting: Series;
  /** On the validation set, over epoch. */
  readonly accuracy: Series;
  /** The latest epoch's end. */
  readonly lastEpoch: EventOf<'epoch'> | null;
  /** The best weights so far and those that were so before them, oldest first; the newest 64. */
  readonly bests: readonly Best[];
  readonly baseline: Baseline | null;
  /** How far the set is that is judged now; null while none is, or where that is soon done. */
  readonly evaluating: EventOf<'evaluating'> | null;
  readonly pipeline: EventOf<'pipeline'> | null;
  /** Bytes of memory that the run's process held when that was last told. */
  readonly memory: number | null;
  /** Quarantined pictures. */
  readonly quarantined: number;
  /** The newest 200, oldest first: logs, quarantine, checkpoints, pauses, begin and end, gaps in seq. */
  readonly messages: readonly Message[];
  /** The latest of each kind. */
  readonly checkpoints: { readonly best: EventOf<'checkpoint'> | null; readonly last: EventOf<'checkpoint'> | null };
  /** The newest grid of generated pictures; its path is relative to the run. */
  readonly grid: { readonly epoch: number; readonly path: string } | null;
  readonly paused: boolean;
  /** How the run ended; null while it goes on. */
  readonly end: EventOf<'run-end'> | null;
  /** What `paceOf` is told from. */
  readonly pacing: PaceState;
}
