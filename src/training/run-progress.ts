import { z } from 'zod';

const score = z.object({ accuracy: z.number(), loss: z.number(), count: z.number() });
const count = z.int().min(0);

/** Where a run stands: `state.json` of a checkpoint. With the weights and the optimizers' memory, all that the rest depends on. */
const progressShape = z.object({
  version: z.literal(1),
  recipe: z.string(),
  /** Epochs that are whole, their validation included. */
  epoch: count,
  /** Steps done in the epoch after those. */
  batch: count,
  /** Steps done in all. */
  step: count,
  /** What the epoch under way has come to: sums over its steps. */
  soFar: z.object({ losses: z.record(z.string(), z.number()), images: z.number(), seconds: z.number() }),
  /** The best epoch (from 1) and what it scored. */
  best: z.object({ epoch: count, val: score }).nullable(),
  /** Unlabelled pictures set aside, by path: a resumed run replaces them as this one did. */
  knownBad: z.array(z.string()),
  /** Seconds of work that went into the run. */
  seconds: z.number(),
});
export type RunProgress = Readonly<z.infer<typeof progressShape>>;

export const begin = (recipe: string): RunProgress => ({
  version: 1, recipe, epoch: 0, batch: 0, step: 0, soFar: { losses: {}, images: 0, seconds: 0 }, best: null, knownBad: [], seconds: 0,
});

/** After one more step. */
export function afterStep(progress: RunProgress, losses: Readonly<Record<string, number>>, images: number, seconds: number): RunProgress {
  const { soFar } = progress;
  const sums = Object.fromEntries(Object.entries(losses).map(([name, value]) => [name, (soFar.losses[name] ?? 0) + value]));
  return {
    ...progress,
    batch: progress.batch + 1,
    step: progress.step + 1,
    soFar: { losses: sums, images: soFar.images + images, seconds: soFar.seconds + seconds },
  };
}

/** After an epoch's validation. */
export const afterEpoch = (progress: RunProgress, best: RunProgress['best']): RunProgress => ({
  ...progress, epoch: progress.epoch + 1, batch: 0, soFar: { losses: {}, images: 0, seconds: 0 }, best,
});

export const formatProgress = (progress: RunProgress): string => `${JSON.stringify(progress, null, 2)}\n`;

/** What `state.json` says, or null where it is not one. */
export function parseProgress(text: string): RunProgress | null {
  try {
    return progressShape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
