import { z } from 'zod';
import type { Measured } from '../recipes/recipe.js';

const score = z.object({ accuracy: z.number(), loss: z.number(), count: z.number() });
const count = z.int().min(0);

/** The progress of a run: `state.json` of a checkpoint. The rest of the run depends on it, on the weights and on the optimizer states alone. */
const progressShape = z.object({
  version: z.literal(1),
  recipe: z.string(),
  /** Epochs that are done, with their validation. */
  epoch: count,
  /** Steps done in the epoch under way. */
  batch: count,
  /** Steps done in all. */
  step: count,
  /** Sums over the steps of the epoch under way. */
  soFar: z.object({ losses: z.record(z.string(), z.number()), shares: z.record(z.string(), z.number()), trainedOn: z.number(), seconds: z.number() }),
  /** The best epoch and its score; epoch 0 is the start, where that was validated. */
  best: z.object({ epoch: count, val: score }).nullable(),
  /** Paths of the quarantined unlabelled pictures. A resumed run replaces them in the same way. */
  knownBad: z.array(z.string()),
  /** Seconds of work that went into the run. */
  seconds: z.number(),
});
export type RunProgress = Readonly<z.infer<typeof progressShape>>;

export const firstProgress = (recipe: string): RunProgress => ({
  version: 1, recipe, epoch: 0, batch: 0, step: 0, soFar: { losses: {}, shares: {}, trainedOn: 0, seconds: 0 }, best: null, knownBad: [], seconds: 0,
});

/** Returns the progress after one more step. */
export function afterStep(progress: RunProgress, { losses, shares }: Measured, trainedOn: number, seconds: number): RunProgress {
  const { soFar } = progress;
  return {
    ...progress,
    batch: progress.batch + 1,
    step: progress.step + 1,
    soFar: { losses: added(soFar.losses, losses), shares: added(soFar.shares, shares), trainedOn: soFar.trainedOn + trainedOn, seconds: soFar.seconds + seconds },
  };
}

const added = (sums: Readonly<Record<string, number>>, values: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, (sums[name] ?? 0) + value]));

/** Returns the progress after the validation of an epoch. */
export const afterEpoch = (progress: RunProgress, best: RunProgress['best']): RunProgress => ({
  ...progress, epoch: progress.epoch + 1, batch: 0, soFar: { losses: {}, shares: {}, trainedOn: 0, seconds: 0 }, best,
});

export const formatProgress = (progress: RunProgress): string => `${JSON.stringify(progress, null, 2)}\n`;

/** Returns the progress in the text of a `state.json`, or null where it is not valid. */
export function parseProgress(text: string): RunProgress | null {
  try {
    return progressShape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
