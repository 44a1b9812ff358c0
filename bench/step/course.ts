import { choose } from '../contest/choose.js';

/** What is timed: the classifier's forward pass; forward and backward; forward, backward and Adam; the article's step. */
export const tasks = ['forward', 'backward', 'adam', 'sgan'] as const;
export type Task = (typeof tasks)[number];

/** One row of the table. Every contestant does it with the same weights, pictures and noise. */
export interface Course {
  readonly task: Task;
  /** Edge of the pictures, pixels. */
  readonly size: number;
  /** Pictures in a pass. The article's step has as many unlabelled ones and as many generated ones. */
  readonly batch: number;
  /** Labelled pictures of the article's step; 0 otherwise. */
  readonly labelled: number;
}

/** The width of ResNet18 and of the generator: the article's. */
export const WIDTH = 64;
export const CLASSES = 2;
export const NOISE = 100;
/**
 * The learning rate of the golden numbers, not the article's 2e-3: Adam's first step is the sign of a gradient, and where a
 * gradient is nearly 0 rounding decides.
 */
export const RATE = 2e-5;
export const BETA1 = 0.5;
export const SEED = 1;

/** The rows. Batches are small enough for two cores: a step takes a few seconds at most. */
const courses: readonly Course[] = [
  { task: 'forward', size: 224, batch: 16, labelled: 0 },
  { task: 'backward', size: 224, batch: 16, labelled: 0 },
  { task: 'adam', size: 224, batch: 16, labelled: 0 },
  { task: 'forward', size: 64, batch: 16, labelled: 0 },
  { task: 'backward', size: 64, batch: 16, labelled: 0 },
  { task: 'adam', size: 64, batch: 16, labelled: 0 },
  { task: 'forward', size: 32, batch: 16, labelled: 0 },
  { task: 'backward', size: 32, batch: 16, labelled: 0 },
  { task: 'adam', size: 32, batch: 16, labelled: 0 },
  { task: 'sgan', size: 32, batch: 64, labelled: 100 },
  { task: 'sgan', size: 64, batch: 16, labelled: 25 },
  { task: 'sgan', size: 224, batch: 4, labelled: 6 },
];

/** Returns a name without commas, because commas separate names in `--only`. */
export const nameOf = ({ task, size, batch, labelled }: Course): string => {
  if (task === 'sgan') return `the article's step ${size} px ${batch} + ${batch} + ${labelled}`;
  return `ResNet18 ${size} px x ${batch}: ${{ forward: 'forward', backward: 'forward + backward', adam: 'forward + backward + Adam' }[task]}`;
};

/** @throws WrongCommand if no name contains one of `parts` */
export const coursesOf = (parts: readonly string[] | null): readonly Course[] => choose(courses, nameOf, parts);

export const wordsOf = ({ task, size, batch, labelled }: Course, folder: string): readonly string[] => [
  '--task', task, '--size', String(size), '--batch', String(batch), '--labelled', String(labelled), '--folder', folder,
];

/** Files in the folder of a course. whisker writes them before the others start. */
export const files = { classifier: 'classifier.safetensors', generator: 'generator.safetensors', pictures: 'pictures.u8', noise: 'noise.f32' } as const;
