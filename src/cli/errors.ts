import { didYouMean, formatBytes, reasonOf, WorkFailed, WrongCommand, writeReason } from '../config/index.js';

/** Everything that can be wrong with the arguments of a command. */
export const errors = {
  // train, compare
  noData: () => new WrongCommand('missing argument: DATA (a folder of pictures or a manifest), or --resume RUN'),
  resumeWith: (others: readonly string[]) =>
    new WrongCommand(`--resume continues a run with its own data and options; it cannot be combined with ${others.join(', ')}. \`whisker train\` without --resume starts a new run.`),
  dataAlone: (data: string) => new WrongCommand(`--data says where the data of a run is now, and needs --resume RUN. A new run takes it without the option: whisker train ${data}.`),
  splitWith: (others: readonly string[]) =>
    new WrongCommand(`The file of --split already divides the samples; it cannot be combined with ${others.join(', ')}. Edit the file, or leave --split out.`),
  recipe: (typed: string, known: readonly string[]) => new WrongCommand(`There is no recipe ${typed}; there are ${known.join(', ')}.${didYouMean(typed, known)}`),
  recipeTwice: (typed: string) => new WrongCommand(`--recipes names the recipe ${typed} twice.`),

  // the engine
  noEngine: (why: string) => new WrongCommand(why),
  notDownloaded: (missing: string) =>
    new WrongCommand(`${missing}. \`whisker setup --engine gpu --yes\` downloads it; --engine cpu computes without it.`),

  // demo
  splitsOfRings: () => new WrongCommand('--data rings has no label splits, so it cannot be combined with --splits. Another --seed draws other points.'),
  imagesOfRings: () => new WrongCommand('The demo of two circles draws points with characters and has no pictures, so --images does nothing there. --ascii draws with ASCII characters only.'),
  unreadableRings: (path: string, error: unknown) => new WrongCommand(`${path} cannot be read: ${reasonOf(error).replace(/\n[^]*$/, '')}. \`whisker demo --data rings\` writes it again.`),

  // a run's folder
  noFolder: (folder: string) => new WrongCommand(`There is no folder ${folder}.`),
  notARun: (folder: string) => new WrongCommand(`${folder} is not the folder of a run: it contains no events.jsonl.`),
  noRunIn: (folder: string) => new WrongCommand(`${folder} is not the folder of a run: it contains no events.jsonl. There is no run in it, either.`),
  notifyOfList: () => new WrongCommand('--notify waits for the end of runs, but without a dashboard the list of runs ends at once. Watch one run: whisker watch RUN --notify …'),

  // replay
  emptyLog: (folder: string) => new WrongCommand(`${folder} has nothing to replay: this version of whisker knows none of the events in its events.jsonl.`),
  speed: (typed: string) => new WrongCommand(`--speed is ${typed}, but it must be a number above 0, or max.`),
  time: (typed: string) => new WrongCommand(`--from is ${typed}, but it must be a time like 3:00 or 1:03:00.`),
  late: (typed: string, length: string) => new WrongCommand(`--from is ${typed}, but the run is only ${length} long.`),

  // report
  csvWith: (other: string) => new WrongCommand(`--csv prints a table and nothing else; it cannot be combined with ${other}.`),

  // evaluate
  predictionsUnwritable: (file: string, error: unknown) => new WorkFailed(`The predictions cannot be written to ${file}: ${reasonOf(error)}.`),

  // predict
  noPictures: (asked: string) => new WrongCommand(`No file is named ${asked}, and none matches it as a pattern.`),
  noPicturesIn: (folder: string) => new WrongCommand(`${folder} and the folders inside it contain no picture.`),

  // record
  noOutput: () => new WrongCommand('missing option: -o FILE (the file to write)'),
  noSource: () => new WrongCommand('missing argument: DATA (a folder of pictures or a manifest), or --run RUN'),
  nothingToRecord: () => new WrongCommand('There is nothing to record: --batches is 0, and there are no events.'),
  runWith: (others: readonly string[]) => new WrongCommand(`--run records a run with its own data and options; it cannot be combined with ${others.join(', ')}.`),
  notAFixture: (out: string) => new WrongCommand(`${out} exists and is not a recorded stream. Choose another file with -o.`),
  fixtureUnwritable: (out: string, error: unknown) => new WrongCommand(`${out} cannot be written: ${writeReason(error)}. Choose another file with -o.`),
  unreadableLog: (run: string, error: unknown) => new WrongCommand(`The events of ${run} cannot be read: ${reasonOf(error)}`),
  fixtureTooLarge: (bytes: number, most: number) =>
    new WrongCommand(`The pixels would take ${formatBytes(bytes)}, and a fixture may take ${formatBytes(most)}. Record fewer --batches, lower --batch or --size, or use --pixels hash.`),

  // tune
  nothingToTune: (recipe: string) => new WrongCommand(`The recipe ${recipe} reads its pictures once, before the first step, so there is no stream to tune. Tune for --recipe sgan.`),
  nothingUnlabelled: () => new WrongCommand('The split has no unlabelled samples, and a step would read some. Tune without --split, or with another one.'),
  notTuned: (out: string) => new WrongCommand(`${out} exists and was not written by \`whisker tune\`. Choose another file with --out.`),
  tunedUnwritable: (out: string, reason: string) => new WrongCommand(`${out} cannot be written: ${reason}. Choose another file with --out.`),

  // completion
  shell: (typed: string, known: readonly string[]) => new WrongCommand(`There is no completion for ${typed}, only for ${known.join(', ')}.${didYouMean(typed, known)}`),

  // setup
  removeWith: (others: readonly string[]) => new WrongCommand(`--remove removes every engine; it cannot be combined with ${others.join(', ')}.`),
};
