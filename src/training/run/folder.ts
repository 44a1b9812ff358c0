import { join } from 'node:path';

/** Returns the paths of a run's files. */
export const pathsIn = (folder: string) => ({
  folder,
  options: join(folder, 'run.yaml'),
  split: join(folder, 'split.json'),
  sizes: join(folder, 'sizes.jsonl'),
  events: join(folder, 'events.jsonl'),
  quarantine: join(folder, 'quarantine.jsonl'),
  best: join(folder, 'checkpoints', 'best'),
  last: join(folder, 'checkpoints', 'last'),
  samples: join(folder, 'samples'),
  features: join(folder, 'features'),
  tensorboard: join(folder, 'tensorboard'),
  test: join(folder, 'test.json'),
  predictions: join(folder, 'predictions.jsonl'),
  lock: join(folder, 'lock'),
});
export type RunPaths = ReturnType<typeof pathsIn>;

/** Returns the path of an epoch's sample grid, relative to the run's folder. @param epoch from 1 */
export const gridPath = (epoch: number): string => `samples/epoch-${String(epoch).padStart(4, '0')}.png`;

/** Returns the path of the grid of views of an epoch, relative to the run's folder. @param epoch from 1 */
export const viewsPath = (epoch: number): string => `samples/views-${String(epoch).padStart(4, '0')}.png`;

/** Returns the folder of a run without --out: `runs/2026-01-31-14-05-09-sgan`, in local time. */
export function defaultFolder(recipe: string, now: Date = new Date()): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const stamp = [now.getFullYear(), now.getMonth() + 1, now.getDate(), now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('-');
  return join('runs', `${stamp}-${recipe}`);
}
