/** A picture and, if it is known, its class. */
export interface ScannedSample {
  /** Path relative to the dataset's root as the disk has it, with `/` between folders on every system. */
  readonly path: string;
  /** Index into `Dataset.classes`; null if the class is unknown. */
  readonly class: number | null;
  /** Bytes of its file; absent where they are not known. */
  readonly size?: number;
}

/** The contents of a folder or a manifest, sorted by path (code points), so that they are the same on every machine. */
export interface Dataset {
  /** Absolute folder that all paths are relative to. */
  readonly root: string;
  /** Class names in Unicode's composed form (NFC), sorted. */
  readonly classes: readonly string[];
  readonly samples: readonly ScannedSample[];
  /** SHA-256 (hex) of every sample's path, class and file size. Two datasets with the same fingerprint are taken for the same. */
  readonly fingerprint: string;
  /** Sentences about what is in the folder and not among the samples. */
  readonly notes?: readonly string[];
}

/** A sample whose class is known. */
export interface LabelledSample {
  readonly path: string;
  readonly class: number;
}

/**
 * A dataset divided into four parts. The unlabelled part has only paths: training cannot use a class that happens to be
 * known, because it is not here.
 */
export interface Split {
  readonly root: string;
  readonly classes: readonly string[];
  readonly seed: number;
  readonly labelled: readonly LabelledSample[];
  readonly val: readonly LabelledSample[];
  readonly test: readonly LabelledSample[];
  readonly unlabelled: readonly string[];
  /** Sentences about classes that have fewer samples than was asked for. */
  readonly notes?: readonly string[];
}
