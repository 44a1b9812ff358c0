import { join } from 'node:path';
import type { Entry } from '../contest/contestant.js';
import { benchFolder } from '../places.js';
import { BETA1, CLASSES, NOISE, WIDTH } from '../step/course.js';
import type { Course } from './course.js';

/** The article's learning rate. The bench compares times, and that the losses are alike. */
const RATE = 2e-3;
const WORKERS = 2;

const peers = [
  { name: 'PyTorch, DataLoader with Pillow', variant: 'pil' },
  { name: 'PyTorch, DataLoader with torchvision', variant: 'torchvision' },
  { name: 'PyTorch, channels last, DataLoader with torchvision', variant: 'torchvision+channels-last' },
] as const;

/**
 * Returns the contestants.
 * @param split the file with the pictures
 * @param python null where PyTorch is missing
 */
export function entriesOn({ size, batch }: Course, split: string, python: string | null): readonly Entry[] {
  const numbers = { size, batch, workers: WORKERS, width: WIDTH, noise: NOISE, rate: RATE, beta1: BETA1 };
  const words = ['--split', split, ...Object.entries(numbers).flatMap(([name, value]) => [`--${name}`, String(value)])];
  const ours: Entry = { name: 'whisker', side: 'ours', cached: false, command: process.execPath, args: [join(benchFolder, '.build', 'epoch', 'ours.js'), ...words] };
  if (python === null) return [ours];
  const folders = [['epoch', 'python'], ['step', 'python'], ['loader', 'python'], ['contest']].map((parts) => join(benchFolder, ...parts));
  const env = { CUDA_VISIBLE_DEVICES: '', PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: folders.join(process.platform === 'win32' ? ';' : ':') };
  const script = join(benchFolder, 'epoch', 'python', 'article_epoch.py');
  return [ours, ...peers.map(({ name, variant }): Entry => (
    { name, side: 'peer', cached: false, command: python, args: [script, ...words, '--classes', String(CLASSES), '--variant', variant], env }
  ))];
}
