import { reasonOf, WorkFailed, WrongCommand } from '../config/index.js';

export const errors = {
  noCount: (count: number) =>
    new WrongCommand(`Asked for ${count} pictures; ask for a whole number from 2 (a cat and a dog) to 10,000,000.`),
  noSize: (min: number, max: number) =>
    new WrongCommand(`Pictures of ${min} to ${max} px cannot be drawn; edges are whole numbers from 16 to 4096, the smaller first.`),
  notAFolder: (target: string) => new WrongCommand(`"${target}" is a file; name a folder for the pictures, new or empty.`),
  notEmpty: (target: string, found: string) =>
    new WrongCommand(`The folder "${target}" is not empty ("${found}" is in it); `
      + 'name a new or an empty one, so that no picture of yours is mixed with drawn ones.'),
  notWritable: (target: string, thrown: unknown) =>
    new WrongCommand(`The folder "${target}" cannot be written to: ${reasonOf(thrown)}. Name another.`),
  stopped: (target: string, written: number, count: number, thrown: unknown) =>
    new WorkFailed(`After ${written} of ${count} pictures "${target}" could not be written any further: ${reasonOf(thrown)}. `
      + 'What was written has been removed; make room or name another folder, and start again.', { cause: thrown }),
} as const;
