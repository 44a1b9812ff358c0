import type { EventOf, PaceState, Score } from '../../events/index.js';
import type { Chunks } from './chunks.js';
import type { Message } from './messages.js';
import type { Series } from './series.js';

/** An epoch with the best weights so far. */
export interface Best {
  readonly epoch: number;
  /** The run's step at the end of the epoch. */
  readonly step: number;
  readonly val: Score;
}

/** A supervised run on the same split. */
export interface Baseline {
  /** Its name on the screen: `supervised`. */
  readonly name: string;
  /** Its best accuracy on the validation set, 0 to 1. */
  readonly accuracy: number;
}

/** Generated pictures, or the step's pictures as the network sees them. */
export type GridKind = 'generated' | 'views';

/** A grid of pictures on disk. */
export interface GridFile {
  readonly kind: GridKind;
  readonly epoch: number;
  /** Relative to the run's folder. */
  readonly path: string;
  /** What each row shows, where rows differ. */
  readonly rows: readonly string[];
}

/** A validation by class. */
export interface Classes {
  readonly epoch: number;
  readonly names: readonly string[];
  /** Accuracy on each class, 0 to 1; null without pictures of it. */
  readonly perClass: readonly (number | null)[];
  /** Pictures by true class, then by predicted class; null where there are many classes. */
  readonly confusion: readonly (readonly number[])[] | null;
}

/** The end of an epoch without its classes. */
export type EpochRow = Omit<EventOf<'epoch'>, 'perClass' | 'confusion'>;

/** The pipeline over the seconds of the run, about one value a second. */
export interface PipelineHistory {
  readonly concurrency: Series;
  readonly workers: Series;
  /** Pictures in decode. */
  readonly decoding: Series;
  /** Buffers in use, and how many there may be. */
  readonly buffersTaken: Series;
  readonly prefetch: Series;
  /** The share of the time that the step waits for data, 0 to 1. */
  readonly waiting: Series;
  /** Pictures read a second. */
  readonly read: Series;
}

/** Everything that the dashboard shows of a run. Immutable, and bounded however long the run is. */
export interface Model {
  /** The newest run-start; null where the log lacks it. */
  readonly run: EventOf<'run-start'> | null;
  /** Time (ms since 1970) and `seq` of the newest event; null before the first. */
  readonly now: number | null;
  readonly seq: number | null;
  /** Seconds of the run. The time between an interruption and the resume does not count. */
  readonly seconds: number;
  /** The epoch in progress, or the one that has just ended; from 1, and 0 before it is known. */
  readonly epoch: number;
  /** Finished steps of the run. */
  readonly step: number;
  /** Over the steps, in the order in which the losses first appeared. */
  readonly losses: readonly Series[];
  /** Pictures trained on a second, and the share of the time that the step waits for data (0 to 1), over the steps. */
  readonly trainedOnPerSecond: Series;
  readonly waiting: Series;
  /** Accuracy on the validation set, over the epochs. */
  readonly accuracy: Series;
  /** Loss on the validation set, and the loss `labelled` of the training, over the epochs. */
  readonly valLoss: Series;
  readonly labelledLoss: Series;
  /** The ends of the newest epochs, oldest first: 1,024 at least, where there are so many. */
  readonly epochs: Chunks<EpochRow>;
  /** The shares that the recipe measures (means of an epoch, 0 to 1), over the epochs. */
  readonly shares: readonly Series[];
  /** The newest end of an epoch. */
  readonly lastEpoch: EventOf<'epoch'> | null;
  /** The best epoch and those that were the best before it, oldest first; the newest 64. */
  readonly bests: readonly Best[];
  readonly baseline: Baseline | null;
  /** How far an evaluation is; null while there is none, or where it is short. */
  readonly evaluating: EventOf<'evaluating'> | null;
  readonly pipeline: EventOf<'pipeline'> | null;
  /** What the run's process uses of the machine; null while it is unknown, and after the end. */
  readonly use: EventOf<'machine-use'> | null;
  readonly pipelineHistory: PipelineHistory;
  /** Bytes of memory that the run's process held at the newest step that has them. */
  readonly memory: number | null;
  /** Number of quarantined pictures. */
  readonly quarantined: number;
  /** The newest 500, oldest first: results of epochs, logs, quarantine, checkpoints, pauses, begin and end, gaps in `seq`. */
  readonly messages: readonly Message[];
  /** The newest checkpoint to resume from. */
  readonly checkpoint: EventOf<'checkpoint'> | null;
  /** The newest grid of each kind. */
  readonly grids: Readonly<Record<GridKind, GridFile | null>>;
  readonly paused: boolean;
  /** How the run ended; null while it goes on. */
  readonly end: EventOf<'run-end'> | null;
  /** The newest steps, from which `paceOf` computes the speed. */
  readonly pacing: PaceState;
}
