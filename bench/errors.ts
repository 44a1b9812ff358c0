/** The words were wrong, and nothing was done: exit 2. The message is a sentence for people. */
export class WrongWords extends Error {}

/** The bench could not do its work: exit 1. The message is a sentence for people. */
export class BenchFailed extends Error {}

export const Errors = {
  number: (option: string, value: string, min: number, max: number) =>
    new WrongWords(`${option} takes a whole number from ${min} to ${max}, not "${value}".`),
  noSuchContestant: (name: string, names: readonly string[]) =>
    new WrongWords(`No contestant's name has "${name}" in it. There are: ${names.join(', ')}.`),
  noSuchCourse: (parts: readonly string[], names: readonly string[]) =>
    new WrongWords(`Nothing that is timed has "${parts.join('" or "')}" in its name. There are: ${names.join('; ')}.`),
  notReady: (name: string, reason: string) => new BenchFailed(`${name} did not start: ${reason}`),
  fellSilent: (name: string, seconds: number) => new BenchFailed(`${name} did not answer within ${seconds} s`),
  ended: (name: string, code: number | null, lastWords: string) =>
    new BenchFailed(`${name} ended${code === null ? '' : ` with code ${code}`}${lastWords === '' ? '' : `: ${lastWords}`}`),
  invalid: (name: string, fault: string) => new BenchFailed(`${name} ${fault}`),
  nobody: (reasons: readonly string[]) => new BenchFailed(`Nobody could take part. ${reasons.join('. ')}.`),
};
