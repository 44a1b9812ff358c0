import { reasonOf, WorkFailed, WrongCommand } from '../config/index.js';

export const errors = {
  petCount: (count: number) => new WrongCommand(`Cannot draw ${count} pictures. Ask for a whole number from 2 (a cat and a dog) to 10,000,000.`),
  petSize: (min: number, max: number) =>
    new WrongCommand(`Cannot draw pictures of ${min} to ${max} px. Edges are whole numbers from 16 to 4096, the smaller one first.`),
  digitCount: (count: number, most: number) => new WrongCommand(`--count is ${count}, but must be a whole number from 1 to ${most}: there are ${most} digits.`),
  notAFolder: (path: string) => new WrongCommand(`"${path}" is a file. Name a new or empty folder for the pictures.`),
  notEmpty: (folder: string, found: string) =>
    new WrongCommand(`The folder "${folder}" is not empty (it has "${found}"). Name a new or empty one, so that your own pictures are not mixed with others.`),
  otherRequest: (folder: string, existing: string, requested: string) =>
    new WrongCommand(`The folder "${folder}" was made for ${existing}, not for ${requested}. Name another folder, or delete this one.`),
  unwritable: (folder: string, error: unknown) => new WrongCommand(`The folder "${folder}" cannot be created or written to (${reasonOf(error)}). Name another.`),
  petsStopped: (folder: string, written: number, count: number, error: unknown) =>
    new WorkFailed(`Writing to "${folder}" failed after ${written} of ${count} pictures (${reasonOf(error)}). They have been deleted. Free some space or name another folder, and start again.`, { cause: error }),
  digitsStopped: (folder: string, error: unknown) =>
    new WorkFailed(`Not all digits could be written to "${folder}" (${reasonOf(error)}). The same command continues from there.`, { cause: error }),
} as const;
