import { formatPercent } from '../../config/index.js';
import type { Score } from '../../events/index.js';
import { messages } from '../messages.js';
import type { RunProgress } from './run-progress.js';

/** Steps before a loss can be said to explode, and the factor over its recent mean that says so. */
const FIRST_STEPS = 20;
const EXPLODED = 20;
/** Decay of the recent mean, and its least value: losses close to zero jump by large factors in a healthy GAN. */
const DECAY = 0.95;
const LEAST = 0.5;
/** Epochs that validation lies below the best before a warning. */
const FALLING_EPOCHS = 5;

/** Finds runs that go wrong, from their losses and validation. Each method returns warnings for the log. */
export class TrainingWatch {
  readonly #means = new Map<string, number>();
  readonly #exploded = new Set<string>();
  #steps = 0;
  #below = 0;
  #ofRecipe = false;

  afterStep(step: number, losses: Readonly<Record<string, number>>): string[] {
    this.#steps += 1;
    return Object.entries(losses).flatMap(([name, loss]) => {
      const mean = this.#means.get(name) ?? Math.abs(loss);
      const exploded = this.#steps > FIRST_STEPS && Math.abs(loss) > EXPLODED * Math.max(mean, LEAST);
      this.#means.set(name, DECAY * mean + (1 - DECAY) * Math.abs(loss));
      if (!exploded || this.#exploded.has(name)) return [];
      this.#exploded.add(name);
      return [messages.exploded(name, step, loss, mean)];
    });
  }

  /** @param best the best epoch, this one included */
  afterEpoch(epoch: number, { accuracy, count }: Score, best: NonNullable<RunProgress['best']>): string[] {
    // Two standard deviations of a share that is measured on so many pictures.
    const noise = 2 * Math.sqrt((best.val.accuracy * (1 - best.val.accuracy)) / count);
    this.#below = accuracy < best.val.accuracy - Math.max(noise, 0.01) ? this.#below + 1 : 0;
    if (this.#below !== FALLING_EPOCHS) return [];
    return [messages.falling(FALLING_EPOCHS, epoch, formatPercent(accuracy), best.epoch, formatPercent(best.val.accuracy))];
  }

  /** Passes on the warning of a recipe in the first of the epochs in a row that have one. */
  ofRecipe(warning: string | null): string[] {
    const isNew = warning !== null && !this.#ofRecipe;
    this.#ofRecipe = warning !== null;
    return isNew ? [warning] : [];
  }
}
