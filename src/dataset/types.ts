/** One picture: where it lies and, when somebody said so, its class. */
export interface Sample {
  /** Relative to the dataset's root, with `/` between folders on every system. */
  readonly path: string;
  /** Index into `Dataset.classes`, or null where the class is not known. */
  readonly class: number | null;
}

/** What a folder or a manifest holds. Sorted by path (code points), so that it is the same on every machine. */
export interface Dataset {
  /** Absolute folder that every sample's path starts from. */
  readonly root: string;
  /** Class names, sorted; `Sample.class` counts into them. */
  readonly classes: readonly string[];
  readonly samples: readonly Sample[];
  /** SHA-256 (hex) over every sample's path, class and file size: tells another dataset from this one. */
  readonly fingerprint: string;
}

/** A sample whose class is known. */
export interface LabelledSample {
  readonly path: string;
  readonly class: number;
}

/**
 * Which sample plays which part. The unlabelled part carries paths alone: a class that happens to be known there cannot
 * be read in training, because it is not here.
 */
export interface Split {
  readonly root: string;
  readonly classes: readonly string[];
  readonly seed: number;
  readonly labelled: readonly LabelledSample[];
  readonly val: readonly LabelledSample[];
  readonly test: readonly LabelledSample[];
  readonly unlabelled: readonly string[];
}
