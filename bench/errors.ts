/** A wrong command, which did nothing: exit code 2. The message is a sentence for people. */
export class WrongCommand extends Error {}

/** A bench that failed: exit code 1. The message is a sentence for people. */
export class BenchFailed extends Error {}

export const errors = {
  number: (option: string, value: string, min: number, max: number) =>
    new WrongCommand(`${option} takes a whole number from ${min} to ${max}, not "${value}".`),
  noSuchContestant: (name: string, names: readonly string[]) =>
    new WrongCommand(`No contestant has "${name}" in its name. There are: ${names.join(', ')}.`),
  noSuchCourse: (parts: readonly string[], names: readonly string[]) =>
    new WrongCommand(`No measurement has "${parts.join('" or "')}" in its name. There are: ${names.join('; ')}.`),
  notReady: (name: string, reason: string) => new BenchFailed(`${name} did not start: ${reason}`),
  noAnswer: (name: string, seconds: number) => new BenchFailed(`${name} did not answer within ${seconds} s`),
  ended: (name: string, code: number | null, lastWords: string) =>
    new BenchFailed(`${name} ended${code === null ? '' : ` with code ${code}`}${lastWords === '' ? '' : `: ${lastWords}`}`),
  invalid: (name: string, fault: string) => new BenchFailed(`${name} ${fault}`),
  noContestant: (reasons: readonly string[]) => new BenchFailed(`No contestant could start. ${reasons.join('. ')}.`),
};
