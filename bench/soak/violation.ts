/** A rule of the soak was broken. The message says which and how. */
export class Violation extends Error {}

/** @throws Violation */
export function assert(condition: boolean, sentence: () => string): asserts condition {
  if (!condition) throw new Violation(sentence());
}

/** Returns an error as text. An error that is not a violation is a defect of the soak or of the code under test, so it has its stack. */
export function describeError(error: unknown): string {
  if (error instanceof Violation || !(error instanceof Error)) return error instanceof Error ? error.message : String(error);
  return error.stack ?? error.message;
}
