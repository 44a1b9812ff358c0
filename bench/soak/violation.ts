/** Something was not as it must be: what, in a sentence. */
export class Violation extends Error {}

/** @throws Violation */
export function hold(so: boolean, sentence: () => string): asserts so {
  if (!so) throw new Violation(sentence());
}

/** What was thrown, for people; with the stack of what is no violation, because it is a defect of the soak or of what it runs. */
export function reasonOf(error: unknown): string {
  if (error instanceof Violation || !(error instanceof Error)) return error instanceof Error ? error.message : String(error);
  return error.stack ?? error.message;
}
