import { WrongCommand } from '../config/index.js';

/** What can be wrong with the words of commands that train or use a run. */
export const wrongRun = {
  noData: () => new WrongCommand('`whisker train` needs to know data: a folder of pictures or a manifest; or, with --resume, the run to go on with.'),
  resumeWith: (others: readonly string[]) =>
    new WrongCommand(`A resumed run goes on with the data and the options that it began with: ${others.join(', ')} cannot stand beside --resume. \`whisker train\` without it starts a new run.`),
  splitWith: (others: readonly string[]) =>
    new WrongCommand(`The file of --split says which samples play which part: ${others.join(', ')} cannot stand beside it. Edit the file, or leave --split out.`),
  noPictures: (asked: string) => new WrongCommand(`There is no file ${asked}, and none whose name fits it as a pattern.`),
  noPicturesIn: (folder: string) => new WrongCommand(`There is no picture in ${folder}, nor in the folders inside it.`),
  noFolder: (folder: string) => new WrongCommand(`There is no folder ${folder}.`),
  notARun: (folder: string) => new WrongCommand(`${folder} is not the folder of a run: there is no events.jsonl in it.`),
  emptyLog: (folder: string) => new WrongCommand(`There is nothing to replay in ${folder}: its events.jsonl has no events that this whisker knows.`),
  speed: (typed: string) => new WrongCommand(`--speed is ${typed}, but it must be a number above 0, or max.`),
  time: (typed: string) => new WrongCommand(`--from is ${typed}, but it must be a time as 3:00 or 1:03:00.`),
  late: (typed: string, length: string) => new WrongCommand(`--from is ${typed}, but the run is ${length} long.`),
  recipe: (typed: string, known: readonly string[], near: string | undefined) =>
    new WrongCommand(`There is no recipe ${typed}; there are ${known.join(', ')}.${near === undefined ? '' : ` Did you mean ${near}?`}`),
  recipeTwice: (typed: string) => new WrongCommand(`The recipe ${typed} stands twice in --recipes.`),
};
