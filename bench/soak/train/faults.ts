/** The environment variable with the faults. */
export const FAULTS = 'WHISKER_SOAK_FAULTS';

/** The faults of a disk. Pictures are named by their path in `data`. */
export interface Faults {
  readonly data: string;
  readonly seed: number;
  /** Longest delay of a call, ms. */
  readonly slowMs: number;
  /** Share of the attempts to read a picture that fail, 0 to 1. No more than two in a row do. */
  readonly share: number;
  /** Pictures on bad sectors: every read fails. */
  readonly bad: readonly string[];
  /** Pictures that are not there. */
  readonly gone: readonly string[];
  /** How often a missing picture is not found before it comes back. */
  readonly goneTimes: number;
  /** File that gets a line for each fault. */
  readonly trace: string;
}
