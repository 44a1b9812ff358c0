import { join } from 'node:path';
import type { Entry } from '../contest/contestant.js';
import type { GroupKey } from '../peers/packages.js';
import { benchFolder } from '../places.js';
import type { Kind } from './photographs.js';

/** What all contestants are told. */
export interface Course {
  readonly kind: Kind;
  readonly folder: string;
  /** Edge of the square that pictures are resized to. */
  readonly size: number;
  readonly batch: number;
  /** Processes or threads that decode. */
  readonly workers: number;
  /** Folder for the files of the disk cache; removed by whoever made it. */
  readonly scratch: string;
}

interface Ours {
  readonly name: string;
  readonly decoder: 'auto' | 'sharp';
  readonly cache: 'off' | 'ram' | 'disk';
  readonly on: readonly Kind[];
}
interface Peer {
  readonly name: string;
  readonly needs: GroupKey;
  readonly script: string;
  readonly variant: string;
  readonly on: readonly Kind[];
}

const BOTH = ['small', 'large'] as const;

const ours: readonly Ours[] = [
  { name: 'whisker', decoder: 'auto', cache: 'off', on: BOTH },
  { name: 'whisker (sharp alone)', decoder: 'sharp', cache: 'off', on: BOTH },
  { name: 'whisker (RAM cache)', decoder: 'auto', cache: 'ram', on: ['small'] },
  { name: 'whisker (disk cache)', decoder: 'auto', cache: 'disk', on: ['small'] },
];

const peers: readonly Peer[] = [
  { name: 'PyTorch DataLoader + Pillow', needs: 'torch', script: 'torch_loader.py', variant: 'pil', on: BOTH },
  { name: 'PyTorch DataLoader + Pillow draft', needs: 'torch', script: 'torch_loader.py', variant: 'pil-draft', on: ['large'] },
  { name: 'PyTorch DataLoader + torchvision', needs: 'torch', script: 'torch_loader.py', variant: 'torchvision', on: BOTH },
  { name: 'DALI on the CPU', needs: 'dali', script: 'dali.py', variant: '', on: BOTH },
  { name: 'tf.data', needs: 'tensorflow', script: 'tf_data.py', variant: 'antialias', on: BOTH },
  { name: 'tf.data (no antialias)', needs: 'tensorflow', script: 'tf_data.py', variant: 'plain', on: BOTH },
  { name: 'tf.data (ratio 8)', needs: 'tensorflow', script: 'tf_data.py', variant: 'ratio-8', on: ['large'] },
];

/** Everybody's name, for `--only`. */
export const names: readonly string[] = [...ours, ...peers].map(({ name }) => name);

/** What the peers of these names need. */
export const needsOf = (chosen: (name: string) => boolean): readonly GroupKey[] => [
  ...new Set(peers.filter(({ name }) => chosen(name)).map(({ needs }) => needs)),
];

/** Ours, all of which can start anywhere. */
export function oursOn(course: Course): readonly Entry[] {
  const script = join(benchFolder, '.build', 'loader', 'ours.js');
  // As whisker's own command does before anything else: sharp decodes on libuv's threads.
  const env = { UV_THREADPOOL_SIZE: String(Math.max(4, 2 * course.workers + 2)) };
  return ours.filter(({ on }) => on.includes(course.kind)).map(({ name, decoder, cache }) => ({
    name,
    side: 'ours',
    cached: cache !== 'off',
    command: process.execPath,
    args: [script, ...wordsOf(course), '--decoder', decoder, '--cache', cache, '--cache-dir', course.scratch],
    env,
  }));
}

/** The peers, with what each needs. */
export function peersOn(course: Course, python: string): readonly { readonly entry: Entry; readonly needs: GroupKey }[] {
  return peers.filter(({ on }) => on.includes(course.kind)).map(({ name, needs, script, variant }) => ({
    needs,
    entry: {
      name,
      side: 'peer',
      cached: false,
      command: python,
      args: [join(benchFolder, 'loader', 'python', script), ...wordsOf(course), '--variant', variant],
      // No card is asked for, and TensorFlow keeps its advice to itself.
      env: { CUDA_VISIBLE_DEVICES: '', TF_CPP_MIN_LOG_LEVEL: '2', PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: join(benchFolder, 'contest') },
    },
  }));
}

const wordsOf = ({ folder, size, batch, workers }: Course): readonly string[] => [
  '--folder', folder, '--size', String(size), '--batch', String(batch), '--workers', String(workers),
];
