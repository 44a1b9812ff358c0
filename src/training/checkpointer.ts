import { WhiskerError } from '../config/index.js';
import type { EventBody } from '../events/index.js';
import { captureCheckpoint, type Learners } from './checkpoint.js';
import { errors } from './errors.js';
import { messages } from './messages.js';
import { saveSet, type FileSet, type WriteFile } from './fileset.js';
import type { RunPaths } from './folder.js';
import type { RunProgress } from './run-progress.js';

/** Least time between checkpoints at the ends of epochs, ms, and how many times as long as the writing itself. */
const LEAST_MS = 5000;
const LEAST_TIMES = 10;

/**
 * Writes checkpoints. An epoch may be a single short step, so not every one at an epoch's end is written: a crash loses at
 * most five seconds of work, or ten times what writing takes where that is longer, or the minutes asked for where they are
 * fewer; and the step under way. Best weights that are not written yet are held in memory and are always written before
 * `last`, so that `best` on disk is never older than `last` says.
 */
export class Checkpointer {
  #best: { readonly files: FileSet; readonly progress: RunProgress } | undefined;
  #writtenAt = performance.now();
  #tookMs = 0;

  constructor(
    private readonly learners: Learners & { readonly evaluated: Learners['classifier'] },
    private readonly paths: Pick<RunPaths, 'best' | 'last'>,
    private readonly emit: (body: EventBody) => void,
    private readonly minutes: number,
    private readonly write?: WriteFile,
  ) {}

  /** Called between steps: writes `last` where the minutes asked for have passed. */
  async afterStep(progress: RunProgress): Promise<void> {
    if (performance.now() - this.#writtenAt >= this.minutes * 60_000) await this.#saveOrWarn(progress);
  }

  /** Writes `last` now, as somebody wished. Trouble is a warning. */
  async saveNow(progress: RunProgress): Promise<void> {
    await this.#saveOrWarn(progress);
  }

  /** Called between epochs: holds these weights where they are the best, and writes what is due. */
  async afterEpoch(progress: RunProgress, best: boolean): Promise<void> {
    if (best) this.#best = { files: await captureCheckpoint({ ...this.learners, classifier: this.learners.evaluated }, progress), progress };
    const due = Math.min(this.minutes * 60_000, Math.max(LEAST_MS, LEAST_TIMES * this.#tookMs));
    if (performance.now() - this.#writtenAt >= due) await this.#saveOrWarn(progress);
  }

  /**
   * Writes everything that is not written yet.
   * @throws WorkFailed where that cannot be done; what was there before still is
   */
  async save(progress: RunProgress): Promise<void> {
    try {
      await this.#saveAll(progress);
    } catch (error) {
      throw error instanceof WhiskerError ? error : errors.checkpointNotWritten(this.paths.last, error);
    }
  }

  /** Writes the best weights if they still wait, whatever has become of those after them. Trouble is a warning. */
  async saveBest(): Promise<void> {
    await this.#saveHeld().catch((error: unknown) => this.#warn(error));
  }

  async #saveOrWarn(progress: RunProgress): Promise<void> {
    try {
      await this.#saveAll(progress);
    } catch (error) {
      if (error instanceof WhiskerError) throw error;
      this.#warn(error);
    }
  }

  async #saveAll(progress: RunProgress): Promise<void> {
    const start = performance.now();
    try {
      const { classifier, evaluated } = this.learners;
      const same = evaluated === classifier && this.#best?.progress === progress ? this.#best.files : undefined;
      await this.#saveHeld();
      await this.#replace('last', same ?? (await captureCheckpoint(this.learners, progress)), progress);
    } finally {
      this.#writtenAt = performance.now();
      this.#tookMs = this.#writtenAt - start;
    }
  }

  async #saveHeld(): Promise<void> {
    if (this.#best === undefined) return;
    await this.#replace('best', this.#best.files, this.#best.progress);
    this.#best = undefined;
  }

  async #replace(which: 'best' | 'last', files: FileSet, progress: RunProgress): Promise<void> {
    await saveSet(this.paths[which], files, this.write);
    const { epoch, batch, step } = progress;
    this.emit({ type: 'checkpoint', which, epoch: batch === 0 ? epoch : epoch + 1, step });
  }

  #warn(error: unknown): void {
    this.emit({ type: 'log', level: 'warning', message: messages.checkpoint(error) });
  }
}
