import { choose } from '../contest/choose.js';

/** What is timed: the classifier's forward pass, that and the way back, that and Adam, and the article's whole step. */
export const tasks = ['forward', 'backward', 'adam', 'sgan'] as const;
export type Task = (typeof tasks)[number];

/** One row of the table: what everybody does, with the same weights, pictures and noise. */
export interface Course {
  readonly task: Task;
  /** Edge of the pictures, pixels. */
  readonly size: number;
  /** Unlabelled pictures, and generated ones; the pictures of the classifier's pass otherwise. */
  readonly batch: number;
  /** Labelled pictures of the whole step; 0 elsewhere. */
  readonly labelled: number;
}

/** ResNet18 and the generator are as wide as the article's. */
export const WIDTH = 64;
export const CLASSES = 2;
export const NOISE = 100;
/**
 * Adam's step size and first decay, and the seed of weights, pictures and noise. As the golden numbers have it, not the article's 2e-3:
 * Adam's first step is a gradient's sign, and where a gradient is nearly 0 rounding chooses it.
 */
export const RATE = 2e-5;
export const BETA1 = 0.5;
export const SEED = 1;

/** The rows, at batch sizes that two cores get through: a step takes a few seconds at most. */
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

/** Without commas: `--only` takes parts of names with commas between them. */
export const nameOf = ({ task, size, batch, labelled }: Course): string => {
  if (task === 'sgan') return `the article's step ${size} px ${batch} + ${batch} + ${labelled}`;
  return `ResNet18 ${size} px x ${batch}: ${{ forward: 'forward', backward: 'forward + backward', adam: 'forward + backward + Adam' }[task]}`;
};

/** @throws WrongCommand when no name has one of `parts` in it */
export const coursesOf = (parts: readonly string[] | null): readonly Course[] => choose(courses, nameOf, parts);

export const wordsOf = ({ task, size, batch, labelled }: Course, folder: string): readonly string[] => [
  '--task', task, '--size', String(size), '--batch', String(batch), '--labelled', String(labelled), '--folder', folder,
];

/** Files in the folder of a course, written by whisker before anybody else starts. */
export const files = { classifier: 'classifier.safetensors', generator: 'generator.safetensors', pictures: 'pictures.u8', noise: 'noise.f32' } as const;
