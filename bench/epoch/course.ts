import { choose } from '../contest/choose.js';

/** An epoch with batch sizes for two cores. Networks are as wide as the article's. */
export interface Course {
  /** Edge of the pictures, pixels. */
  readonly size: number;
  /** Unlabelled pictures in a step, and generated ones. */
  readonly batch: number;
  /** Labelled pictures: every step takes all of them. */
  readonly labelled: number;
  /** Unlabelled pictures in an epoch. */
  readonly pictures: number;
}

export const courses: readonly Course[] = [
  { size: 64, batch: 16, labelled: 25, pictures: 192 },
  { size: 224, batch: 4, labelled: 6, pictures: 40 },
];

export const nameOf = ({ size, batch, labelled, pictures }: Course): string => `${size} px: ${pictures} unlabelled in steps of ${batch} + ${batch} + ${labelled}`;

/** @throws WrongCommand when no name has one of `parts` in it */
export const coursesOf = (parts: readonly string[] | null): readonly Course[] => choose(courses, nameOf, parts);
