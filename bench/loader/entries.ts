import { join } from 'node:path';
import type { View } from 'whisker-ml/pipeline';
import type { Entry } from '../contest/contestant.js';
import type { GroupKey } from '../peers/packages.js';
import { benchFolder } from '../places.js';
import type { Kind } from './photographs.js';

/** The views that a table's contestants make of each picture, by the name of the work. */
const VIEWS = { none: ['none'], crop: ['crop'], 'weak + strong': ['weak', 'strong'] } as const satisfies Record<string, readonly View[]>;
export type Views = keyof typeof VIEWS;
export const viewsNames = Object.keys(VIEWS) as readonly Views[];

/** The work that all contestants get. */
export interface Course {
  readonly kind: Kind;
  readonly views: Views;
  readonly folder: string;
  /** Edge of the square that pictures are resized to, px. */
  readonly size: number;
  readonly batch: number;
  /** Processes or threads that decode. */
  readonly workers: number;
  /** Folder for the files of the disk cache. The caller removes it. */
  readonly scratch: string;
}

interface Ours {
  readonly name: string;
  readonly decoder: 'auto' | 'sharp';
  readonly cache: 'off' | 'ram' | 'disk';
  readonly on: readonly Kind[];
  /** @default ['none'] */
  readonly views?: readonly Views[];
}
interface Peer {
  readonly name: string;
  readonly needs: GroupKey;
  readonly script: string;
  readonly variant: string;
  readonly on: readonly Kind[];
  /** @default ['none'] */
  readonly views?: readonly Views[];
}

const BOTH = ['small', 'large'] as const;

const ours: readonly Ours[] = [
  { name: 'whisker', decoder: 'auto', cache: 'off', on: BOTH, views: ['none', 'crop', 'weak + strong'] },
  { name: 'whisker (sharp only)', decoder: 'sharp', cache: 'off', on: BOTH },
  { name: 'whisker (RAM cache)', decoder: 'auto', cache: 'ram', on: ['small'] },
  { name: 'whisker (disk cache)', decoder: 'auto', cache: 'disk', on: ['small'] },
];

/** Returns the rows of a peer that makes the views `crop`, and `weak` and `strong`. */
const viewsOf = (name: string, needs: GroupKey, script: string, suffix = ''): readonly Peer[] =>
  ([['crop', 'crop'], ['weak + strong', 'weak-strong']] as const).map(([views, variant]) => ({ name, needs, script, variant: `${variant}${suffix}`, on: ['small'], views: [views] }));

const peers: readonly Peer[] = [
  { name: 'PyTorch DataLoader + Pillow', needs: 'torch', script: 'torch_loader.py', variant: 'pil', on: BOTH },
  { name: 'PyTorch DataLoader + Pillow draft', needs: 'torch', script: 'torch_loader.py', variant: 'pil-draft', on: ['large'] },
  { name: 'PyTorch DataLoader + torchvision', needs: 'torch', script: 'torch_loader.py', variant: 'torchvision', on: BOTH },
  ...viewsOf('PyTorch DataLoader + torchvision v2', 'torch', 'torch_loader.py'),
  ...viewsOf('PyTorch DataLoader + torchvision v2 (no antialias)', 'torch', 'torch_loader.py', '-plain'),
  ...viewsOf('PyTorch DataLoader + Kornia', 'kornia', 'kornia_loader.py'),
  ...viewsOf('DALI on the CPU', 'dali', 'dali.py'),
  { name: 'DALI on the CPU', needs: 'dali', script: 'dali.py', variant: '', on: BOTH },
  { name: 'tf.data', needs: 'tensorflow', script: 'tf_data.py', variant: 'antialias', on: BOTH },
  { name: 'tf.data (no antialias)', needs: 'tensorflow', script: 'tf_data.py', variant: 'plain', on: BOTH },
  { name: 'tf.data (ratio 8)', needs: 'tensorflow', script: 'tf_data.py', variant: 'ratio-8', on: ['large'] },
];

/** Names of all contestants, for `--only`. */
export const names: readonly string[] = [...new Set([...ours, ...peers].map(({ name }) => name))];

const takesPart = ({ kind, views }: Pick<Course, 'kind' | 'views'>) => ({ on, views: all = ['none'] }: Pick<Ours | Peer, 'on' | 'views'>): boolean => on.includes(kind) && all.includes(views);

/** Returns the names of the contestants that do this work. */
export const namesOn = (work: Pick<Course, 'kind' | 'views'>): readonly string[] => [...ours, ...peers].filter(takesPart(work)).map(({ name }) => name);

/** Returns the packages that the chosen peers need. @param asked the views of the tables; null: all */
export const needsOf = (chosen: (name: string) => boolean, asked: readonly string[] | null): readonly GroupKey[] => [
  ...new Set(peers.filter(({ name, views = ['none'] }) => chosen(name) && (asked === null || views.some((each) => asked.includes(each)))).map(({ needs }) => needs)),
];

/** Returns whisker's own contestants, which can start everywhere. */
export function oursOn(course: Course): readonly Entry[] {
  const script = join(benchFolder, '.build', 'loader', 'ours.js');
  // The `whisker` command sets this, too: sharp decodes on libuv's threads.
  const env = { UV_THREADPOOL_SIZE: String(Math.max(4, 2 * course.workers + 2)) };
  return ours.filter(takesPart(course)).map(({ name, decoder, cache }) => ({
    name,
    side: 'ours',
    cached: cache !== 'off',
    command: process.execPath,
    args: [script, ...argumentsOf(course), '--views', VIEWS[course.views].join(), '--decoder', decoder, '--cache', cache, '--cache-dir', course.scratch],
    env,
  }));
}

/** Returns the peers, with the packages that each needs. */
export function peersOn(course: Course, python: string): readonly { readonly entry: Entry; readonly needs: GroupKey }[] {
  return peers.filter(takesPart(course)).map(({ name, needs, script, variant }) => ({
    needs,
    entry: {
      name,
      side: 'peer',
      cached: false,
      command: python,
      args: [join(benchFolder, 'loader', 'python', script), ...argumentsOf(course), '--variant', variant],
      // No GPU, and no advice from TensorFlow.
      env: { CUDA_VISIBLE_DEVICES: '', TF_CPP_MIN_LOG_LEVEL: '2', PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: join(benchFolder, 'contest') },
    },
  }));
}

const argumentsOf = ({ folder, size, batch, workers }: Course): readonly string[] => [
  '--folder', folder, '--size', String(size), '--batch', String(batch), '--workers', String(workers),
];
