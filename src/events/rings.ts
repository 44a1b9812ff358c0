/** The demo of two circles at one step: what is drawn of it, in the terminal and in the report. */
export interface RingsEvent {
  /** Steps done, and steps of the whole. */
  readonly step: number;
  readonly steps: number;
  readonly seconds: number;
  /** The square that is drawn goes from -edge to edge. */
  readonly edge: number;
  /** Coordinates, here and below: x and y of each point, one after the other. */
  readonly labelled: { readonly xy: Float32Array; readonly classes: Int32Array };
  readonly unlabelled: Float32Array;
  /** In the order of `learnerNames`. */
  readonly learners: readonly RingsLearner[];
}

/** `labels only` has no generator, and learns from nothing but the labels. */
export const learnerNames = ['labels only', 'good', 'complement'] as const;
export type LearnerName = (typeof learnerNames)[number];

/** A classifier of points, with its generator. */
export interface RingsLearner {
  readonly name: LearnerName;
  /** On points that it has not seen, a share of one. */
  readonly accuracy: number;
  /** Points of the generator; empty without one. */
  readonly generated: Float32Array;
  /** Share of one of the generated points that lie on the data, and of the unlabelled points that lie near a generated one; null without a generator. */
  readonly onData: number | null;
  readonly covered: number | null;
  readonly field: Field;
}

/** What a classifier says of the places of a square grid: row by row from the top, at the middle of each cell. */
export interface Field {
  /** Cells of a row. */
  readonly size: number;
  /** The log-odds of class 1 against class 0: the decision boundary is where they are 0. */
  readonly odds: Float32Array;
  /** log Z, the log-odds that a point there is real: D = Z / (Z + 1) says so where they are above 0. */
  readonly logZ: Float32Array;
}
