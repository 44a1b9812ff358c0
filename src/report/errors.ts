import { reasonOf, WorkFailed, WrongCommand } from '../config/index.js';

export const errors = {
  noFolder: (folder: string) => new WrongCommand(`There is no folder ${folder}.`),
  notAFolder: (path: string) => new WrongCommand(`${path} is a file. Name the folder of a run, or a folder of runs.`),
  noRun: (folder: string) => new WrongCommand(`${folder} is not the folder of a run and contains none: there is no events.jsonl.`),
  unreadable: (folder: string, error: unknown) => new WrongCommand(`${folder} is not the folder of a run: its events.jsonl cannot be read (${reasonOf(error)}).`),
  unwritable: (path: string, error: unknown) => new WorkFailed(`The report ${path} cannot be written: ${reasonOf(error)}.`),
};
