import { readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';

/** Moments of a run that file operations show. */
export const moments = ['scanning', 'set-up', 'training', 'validation', 'between epochs', 'checkpoint', 'log', 'test', 'result', 'report'] as const;
export type Moment = (typeof moments)[number];

/** The environment variable with the orders for a process under test. */
export const ORDER = 'WHISKER_SOAK';

/** Orders for a process under test. All paths are absolute. */
export interface Order {
  readonly data: string;
  readonly split: string;
  readonly run: string;
  /** File that gets a line of JSON for each file operation: moment, operation, path, milliseconds since the process started. */
  readonly trace: string;
  readonly kill?: Kill;
}

/** The file operation at which a process is killed: the `number`th (from 1) of its moment in its thread. */
export interface Kill {
  readonly moment: Moment;
  readonly number: number;
  /** `halfway`: after half of the bytes; before the operation, where it writes none. */
  readonly how: 'before' | 'halfway' | 'after';
}

/** The moments of the files in a run's folder, by the first part of their path. */
const files: Readonly<Record<string, Moment>> = {
  lock: 'set-up', 'split.json': 'set-up', 'sizes.jsonl': 'set-up', 'run.yaml': 'set-up',
  checkpoints: 'checkpoint', samples: 'between epochs', features: 'between epochs', 'events.jsonl': 'log', 'quarantine.jsonl': 'log', 'test.json': 'result', 'report.html': 'report',
};

/** Returns a function that tells the moment of a file operation from its path; null for files of no moment. */
export function momentsOf({ data, split, run }: Omit<Order, 'trace'>, isMainThread: boolean): (path: string) => Moment | null {
  const { val, test } = JSON.parse(readFileSync(split, 'utf8')) as { readonly val: readonly { readonly path: string }[]; readonly test: readonly { readonly path: string }[] };
  const pictures = new Map<string, Moment>([...val.map(({ path }) => [path, 'validation'] as const), ...test.map(({ path }) => [path, 'test'] as const)]);
  return (path) => {
    const picture = inside(data, path);
    // The main thread only lists pictures.
    if (picture !== null) return isMainThread ? 'scanning' : pictures.get(picture) ?? 'training';
    const [first] = inside(run, path)?.split('/') ?? [];
    if (first === undefined) return null;
    if (first === '' || first.startsWith('lock.')) return 'set-up';
    return files[first.replace(/\.\d+\.tmp$/, '')] ?? null;
  };
}

/** Returns the path of `path` from `folder`, with `/` between folders; null where it is not in it. */
function inside(folder: string, path: string): string | null {
  const from = relative(folder, resolve(path)).split(sep).join('/');
  return from === '..' || from.startsWith('../') ? null : from;
}
