import { join } from 'node:path';

/** Where the parts of a run lie in its folder. */
export const pathsIn = (folder: string) => ({
  folder,
  options: join(folder, 'run.yaml'),
  split: join(folder, 'split.json'),
  events: join(folder, 'events.jsonl'),
  quarantine: join(folder, 'quarantine.jsonl'),
  best: join(folder, 'checkpoints', 'best'),
  last: join(folder, 'checkpoints', 'last'),
  samples: join(folder, 'samples'),
  tensorboard: join(folder, 'tensorboard'),
  test: join(folder, 'test.json'),
  lock: join(folder, 'lock'),
});
export type RunPaths = ReturnType<typeof pathsIn>;

/** The grid of an epoch (from 1), relative to the run's folder. */
export const gridPath = (epoch: number): string => `samples/epoch-${String(epoch).padStart(4, '0')}.png`;

/** The folder of a run that was given none: `runs/2026-01-31-14-05-09-sgan`, in local time. */
export function defaultFolder(recipe: string, now: Date = new Date()): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const stamp = [now.getFullYear(), now.getMonth() + 1, now.getDate(), now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('-');
  return join('runs', `${stamp}-${recipe}`);
}
