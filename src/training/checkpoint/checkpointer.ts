import { WhiskerError } from '../../config/index.js';
import type { EventBody } from '../../events/index.js';
import { errors } from '../errors.js';
import { messages } from '../messages.js';
import type { RunPaths } from '../run/folder.js';
import type { RunProgress } from '../run/run-progress.js';
import { captureCheckpoint, type CheckpointSource } from './checkpoint.js';
import { findSet, saveSet, type FileSet, type WriteFile } from './fileset.js';

/** Shortest time between two checkpoints at the ends of epochs: in milliseconds, and as a multiple of the time to write one. */
const MIN_MS = 5000;
const MIN_TIMES = 10;

/**
 * Writes checkpoints. An epoch may be a single short step, so not every epoch ends with one. A crash loses the step under way
 * and at most five seconds of work, or ten times the time to write a checkpoint where that is longer, and never more than
 * `minutes`. New best weights wait in memory, and are always written before `last`: so `best` on disk is never older than
 * `last` says.
 */
export class Checkpointer {
  #waiting: { readonly files: FileSet; readonly progress: RunProgress } | undefined;
  #writtenAt = performance.now();
  #tookMs = 0;

  /** @param beforeWrite awaited before a checkpoint is written; where it throws, none is */
  constructor(
    private readonly source: CheckpointSource & { readonly evaluated: CheckpointSource['classifier'] },
    private readonly paths: Pick<RunPaths, 'best' | 'last'>,
    private readonly emit: (body: EventBody) => void,
    private readonly minutes: number,
    private readonly beforeWrite: () => Promise<void>,
    private readonly write?: WriteFile,
  ) {}

  /** Returns whether the run has a checkpoint to resume from, as the disk says: the first one may never have been written. */
  readonly hasCheckpoint = async (): Promise<boolean> => (await findSet(this.paths.last)) !== undefined;

  /** To be called between steps: writes `last` when `minutes` have passed. */
  async afterStep(progress: RunProgress): Promise<void> {
    if (performance.now() - this.#writtenAt >= this.minutes * 60_000) await this.#saveOrWarn(progress);
  }

  /** Writes `last` now. An error is only a warning. */
  async saveNow(progress: RunProgress): Promise<void> {
    await this.#saveOrWarn(progress);
  }

  /** To be called between epochs: keeps these weights if they are the best, and writes what is due. */
  async afterEpoch(progress: RunProgress, best: boolean): Promise<void> {
    if (best) this.#waiting = { files: await captureCheckpoint({ ...this.source, classifier: this.source.evaluated }, progress, this.hasCheckpoint), progress };
    const due = Math.min(this.minutes * 60_000, Math.max(MIN_MS, MIN_TIMES * this.#tookMs));
    if (performance.now() - this.#writtenAt >= due) await this.#saveOrWarn(progress);
  }

  /**
   * Writes everything that is not written yet.
   * @throws WorkFailed where that fails. A checkpoint before it is still there
   */
  async save(progress: RunProgress): Promise<void> {
    try {
      await this.#saveAll(progress);
    } catch (error) {
      throw error instanceof WhiskerError ? error : errors.checkpointNotWritten(this.paths.last, error, await this.hasCheckpoint());
    }
  }

  /** Writes the best weights if they still wait. The later ones may be useless. An error is only a warning. */
  async saveBest(): Promise<void> {
    await this.#saveWaiting().catch((error: unknown) => this.#warn(error));
  }

  async #saveOrWarn(progress: RunProgress): Promise<void> {
    try {
      await this.#saveAll(progress);
    } catch (error) {
      if (error instanceof WhiskerError) throw error;
      await this.#warn(error);
    }
  }

  async #saveAll(progress: RunProgress): Promise<void> {
    const start = performance.now();
    try {
      const { classifier, evaluated } = this.source;
      const same = evaluated === classifier && this.#waiting?.progress === progress ? this.#waiting.files : undefined;
      await this.#saveWaiting();
      await this.#replace('last', same ?? (await captureCheckpoint(this.source, progress, this.hasCheckpoint)), progress);
    } finally {
      this.#writtenAt = performance.now();
      this.#tookMs = this.#writtenAt - start;
    }
  }

  async #saveWaiting(): Promise<void> {
    if (this.#waiting === undefined) return;
    await this.#replace('best', this.#waiting.files, this.#waiting.progress);
    this.#waiting = undefined;
  }

  async #replace(which: 'best' | 'last', files: FileSet, progress: RunProgress): Promise<void> {
    await this.beforeWrite();
    await saveSet(this.paths[which], files, this.write);
    const { epoch, batch, step } = progress;
    this.emit({ type: 'checkpoint', which, epoch: batch === 0 ? epoch : epoch + 1, step });
  }

  async #warn(error: unknown): Promise<void> {
    this.emit({ type: 'log', level: 'warning', message: messages.checkpoint(error, await this.hasCheckpoint()) });
  }
}
