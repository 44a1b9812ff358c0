import { join } from 'node:path';
import type { Entry } from '../contest/contestant.js';
import { benchFolder } from '../places.js';
import { BETA1, CLASSES, NOISE, RATE, WIDTH, wordsOf, type Course } from './course.js';

const scripts = { ours: join(benchFolder, '.build', 'step', 'ours.js'), torch: join(benchFolder, 'step', 'python', 'torch_step.py') };

/** PyTorch's ways, and what is asked of `torch_step.py` for each. */
const variants = [
  { name: 'PyTorch', variant: '' },
  { name: 'PyTorch, channels last', variant: 'channels-last' },
  { name: 'PyTorch, channels last, compiled', variant: 'channels-last+compile' },
] as const;
/** bfloat16 computes the same less exactly; without a processor's own it is slower than float32. */
const BF16 = { name: 'PyTorch, channels last, bf16 autocast', variant: 'channels-last+bf16' } as const;

export interface StepEntry extends Entry {
  /** Steps are as exact as float32 makes them: such peers are what ours is measured against. */
  readonly exact: boolean;
}

/** @param steps steps of a pass. @param python null where there is no PyTorch. */
export function entriesOn(course: Course, folder: string, steps: number, python: string | null, bf16: boolean): readonly StepEntry[] {
  const words = [...wordsOf(course, folder), '--steps', String(steps)];
  const ours: StepEntry = { name: 'whisker', side: 'ours', cached: false, exact: true, command: process.execPath, args: [scripts.ours, ...words] };
  if (python === null) return [ours];
  const numbers = Object.entries({ width: WIDTH, classes: CLASSES, noise: NOISE, rate: RATE, beta1: BETA1 }).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const env = { CUDA_VISIBLE_DEVICES: '', PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: join(benchFolder, 'contest') };
  const peers = [...variants, ...(bf16 ? [BF16] : [])];
  return [ours, ...peers.map(({ name, variant }): StepEntry => ({
    name, side: 'peer', cached: false, exact: variant !== BF16.variant, command: python, args: [scripts.torch, ...words, ...numbers, '--variant', variant], env,
  }))];
}
