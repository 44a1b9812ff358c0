/** A wrong command, which did nothing. The message is a sentence for people. */
export class WrongCommand extends Error {
  readonly exitCode = 2;
}

/** A bench that failed. The message is a sentence for people. */
export class BenchFailed extends Error {
  readonly exitCode = 1;
}

/** Returns the exit code of an error whose message is a sentence for people: the benches' own, and whisker's. Null for a defect. */
export function exitCodeOf(error: unknown): 1 | 2 | null {
  return error instanceof Error && 'exitCode' in error && (error.exitCode === 1 || error.exitCode === 2) ? error.exitCode : null;
}

export const errors = {
  number: (option: string, value: string, min: number, max: number) =>
    new WrongCommand(`${option} takes a whole number from ${min} to ${max}, not "${value}".`),
  noSuchContestant: (name: string, names: readonly string[]) =>
    new WrongCommand(`No contestant has "${name}" in its name. There are: ${names.join(', ')}.`),
  noSuchViews: (name: string, all: readonly string[]) => new WrongCommand(`--views takes names separated by commas, not "${name}". There are: ${all.join(', ')}.`),
  noSuchCourse: (parts: readonly string[], names: readonly string[]) =>
    new WrongCommand(`No measurement has "${parts.join('" or "')}" in its name. There are: ${names.join('; ')}.`),
  noRow: (recipe: string, recipes: readonly string[]) => new WrongCommand(`The table has no row of recipe "${recipe}". It has: ${recipes.join(', ')}.`),
  seeds: (typed: string, seed: string) => new WrongCommand(`--seeds takes different whole numbers separated by commas, not "${typed}": look at "${seed}".`),
  noProgram: (rows: readonly string[]) => new WrongCommand(`There is no PyTorch program for ${rows.join(', ')}: only for supervised, sgan, and probe without self-training.`),
  noPytorch: () => new BenchFailed('PyTorch could not be installed, for the reason above.'),
  noEpoch: (seconds: number) => new BenchFailed(`the run did not finish an epoch within ${seconds} s`),
  noResult: (reasons: readonly string[]) => new BenchFailed(`No run gave a result. ${reasons.join('. ')}.`),
  notReady: (name: string, reason: string) => new BenchFailed(`${name} did not start: ${reason}`),
  noAnswer: (name: string, seconds: number) => new BenchFailed(`${name} did not answer within ${seconds} s`),
  ended: (name: string, code: number | null, lastWords: string) =>
    new BenchFailed(`${name} ended${code === null ? '' : ` with code ${code}`}${lastWords === '' ? '' : `: ${lastWords}`}`),
  invalid: (name: string, fault: string) => new BenchFailed(`${name} ${fault}`),
  noContestant: (reasons: readonly string[]) => new BenchFailed(`No contestant could start. ${reasons.join('. ')}.`),
};
