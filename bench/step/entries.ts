import { join } from 'node:path';
import type { Entry } from '../contest/contestant.js';
import { benchFolder } from '../places.js';
import { BETA1, CLASSES, NOISE, RATE, WIDTH, wordsOf, type Course } from './course.js';

const scripts = { ours: join(benchFolder, '.build', 'step', 'ours.js'), torch: join(benchFolder, 'step', 'python', 'torch_step.py') };

/** PyTorch's variants, and the argument of `torch_step.py` for each. */
const variants = [
  { name: 'PyTorch', variant: '' },
  { name: 'PyTorch, channels last', variant: 'channels-last' },
  { name: 'PyTorch, channels last, compiled', variant: 'channels-last+compile' },
] as const;
const BF16 = { name: 'PyTorch, channels last, bf16 autocast', variant: 'channels-last+bf16' } as const;

export interface StepEntry extends Entry {
  /** bfloat16 is less exact, so each entry is compared with those of its own precision. */
  readonly precision: 'f32' | 'bf16';
}

/**
 * Returns the contestants of a course. whisker in float32 comes first: the others start from the files that it writes.
 * @param steps steps of a pass
 * @param python null without PyTorch
 * @param bf16 whether to include those in bfloat16
 */
export function entriesOn(course: Course, folder: string, steps: number, python: string | null, bf16: boolean): readonly StepEntry[] {
  const words = [...wordsOf(course, folder), '--steps', String(steps)];
  const own = (name: string, precision: StepEntry['precision']): StepEntry => (
    { name, side: 'ours', precision, cached: false, command: process.execPath, args: [scripts.ours, ...words, '--precision', precision] }
  );
  const ours = [own('whisker', 'f32'), ...(bf16 ? [own('whisker, bf16', 'bf16')] : [])];
  if (python === null) return ours;
  const numbers = Object.entries({ width: WIDTH, classes: CLASSES, noise: NOISE, rate: RATE, beta1: BETA1 }).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const env = { CUDA_VISIBLE_DEVICES: '', PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: join(benchFolder, 'contest') };
  const peers = [...variants, ...(bf16 ? [BF16] : [])];
  return [...ours, ...peers.map(({ name, variant }): StepEntry => ({
    name, side: 'peer', cached: false, precision: variant === BF16.variant ? 'bf16' : 'f32', command: python, args: [scripts.torch, ...words, ...numbers, '--variant', variant], env,
  }))];
}
