import { codeOf, reasonOf, WorkFailed, WrongCommand } from '../config/index.js';

/** How many paths an error shows of many. */
const SHOWN = 3;

/** A name as it can stand in a sentence: quoted, with newlines and other control characters written out. */
export const quoted = (name: string): string => JSON.stringify(name);

const listed = (names: readonly string[]): string =>
  names.slice(0, SHOWN).map(quoted).join(', ') + (names.length > SHOWN ? ', …' : '');

/** `1 sample`, `2 samples`: a number with its noun. */
const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const REMEDY =
  'Put each picture in a folder named after its class (those without one in "unlabelled"), or write a manifest, ' +
  'a CSV file with the header path,class, and name it instead of the folder.';

const wrong = (message: string, cause?: unknown) => new WrongCommand(message, cause === undefined ? undefined : { cause });

/** System errors that come from the place that was named; others, such as a full disk, are no fault of the command. */
const PLACE_ERRORS = new Set(['ENOENT', 'ENOTDIR', 'EEXIST', 'EISDIR', 'EACCES', 'EPERM', 'EROFS', 'ENAMETOOLONG', 'ELOOP']);

/** `error` as the wrong choice of a place to write to, or as it is where it is something else. */
export function orUnwritable(error: unknown, unwritable: (reason: string, cause: unknown) => WrongCommand): unknown {
  return PLACE_ERRORS.has(codeOf(error) ?? '') ? unwritable(reasonOf(error), error) : error;
}

/** Everything that can be wrong with a folder of pictures or a manifest. */
export const datasetErrors = {
  noSuchPath: (path: string) => wrong(`There is no folder or manifest ${quoted(path)}. Check the path.`),
  notADataset: (path: string) =>
    wrong(`${quoted(path)} is neither a folder nor a manifest. Name a folder of pictures, or a file that ends in .csv or .jsonl.`),
  unreadable: (path: string, reason: string, cause: unknown) =>
    wrong(`${quoted(path)} cannot be read (${reason}). Check its permissions.`, cause),
  noPictures: (path: string, extensions: readonly string[]) =>
    wrong(`${quoted(path)} holds no pictures: no file in it ends in ${extensions.join(', ')}. Hidden files are not counted.`),
  mixed: (root: string, examples: readonly string[]) =>
    wrong(
      `${quoted(root)} holds pictures in folders and others beside the folders whose names tell none of those classes, ` +
        `so it is not clear what names the class: ${listed(examples)}. ${REMEDY}`,
    ),
  singleFolder: (root: string, folder: string, examples: readonly string[]) =>
    wrong(
      `All pictures in ${quoted(root)} lie in the one folder ${quoted(folder)}, so it is not clear whether that is a class: ` +
        `${listed(examples)}. Name ${quoted(`${root}/${folder}`)} itself if the classes are inside it or in its file names. ${REMEDY}`,
    ),
  foldersAreParts: (root: string, folders: readonly string[], examples: readonly string[]) =>
    wrong(
      `The folders in ${quoted(root)} (${listed(folders)}) are named like parts of a split and not like classes: ${listed(examples)}. ` +
        `Name one of those folders, and whisker makes the parts itself. ${REMEDY}`,
    ),
  namesWithoutClass: (root: string, nameless: number, total: number, examples: readonly string[]) =>
    wrong(
      `The file names in ${quoted(root)} do not tell the class of ${nameless} of its ${counted(total, 'picture')}, such as ` +
        `${listed(examples)}; names like "cat_1.jpg" or "dog.7.jpg" do. ${REMEDY}`,
    ),
  tooManyClassesByName: (root: string, classes: number, total: number, examples: readonly string[]) =>
    wrong(
      `The file names in ${quoted(root)} tell ${classes} classes for ${counted(total, 'picture')}, so they hardly are classes: ` +
        `${listed(examples)}. ${REMEDY}`,
    ),
  tooFewClasses: (root: string, classes: readonly string[], needed: number) =>
    wrong(
      `The pictures in ${quoted(root)} are of ` +
        `${classes.length === 0 ? 'no known class' : `${counted(classes.length, 'class', 'classes')} only (${listed(classes)})`}; ` +
        `at least ${needed} are needed. ${REMEDY}`,
    ),
};

/** What can be wrong with a manifest. Lines count from 1. */
export const manifestErrors = {
  notText: (file: string) => wrong(`The manifest ${quoted(file)} is not UTF-8 text. Save it as UTF-8.`),
  malformed: (file: string, reason: string, cause: unknown) => wrong(`The manifest ${quoted(file)} cannot be read as it is: ${reason}.`, cause),
  badHeader: (file: string, header: readonly string[]) =>
    wrong(`The manifest ${quoted(file)} begins with ${quoted(header.join(','))}; its header must have the columns path and class.`),
  badRow: (file: string, line: number, reason: string) => wrong(`The manifest ${quoted(file)}, line ${line}: ${reason}.`),
  duplicate: (file: string, path: string, first: number, second: number) =>
    wrong(`The manifest ${quoted(file)} names ${quoted(path)} twice, in lines ${first} and ${second}. Remove one of them.`),
  missing: (file: string, line: number, path: string, more: number) =>
    wrong(
      `The manifest ${quoted(file)}, line ${line}: there is no file ${quoted(path)}` +
        `${more > 0 ? ` (and ${more} more are missing)` : ''}. Paths start from the manifest's folder.`,
    ),
  notAPicture: (file: string, line: number, path: string, extensions: readonly string[]) =>
    wrong(`The manifest ${quoted(file)}, line ${line}: ${quoted(path)} does not end in ${extensions.join(', ')}.`),
};

/** What can be wrong with a split that is asked for. */
export const splitErrors = {
  fewerLabelsThanClasses: (labels: number, classes: number) =>
    wrong(`${counted(labels, 'label')} cannot cover ${classes} classes: ask for --labels ${classes} or more.`),
  tooFewSamples: (name: string, have: number, asked: { readonly labelled: number; readonly val: number; readonly test: number }) =>
    wrong(
      `Class ${quoted(name)} has ${counted(have, 'sample')}, and ${asked.labelled + asked.val + asked.test} are asked of it: ` +
        `${asked.labelled} labelled, ${asked.val} for validation, ${asked.test} for the test. ` +
        'Lower --labels, --val or --test, or add pictures.',
    ),
};

const at = (file: string, line: number | null): string => `The split file ${quoted(file)}${line === null ? '' : `, line ${line}`}`;

/** What can be wrong with a split file, above all after somebody edited it. */
export const splitFileErrors = {
  noSuchFile: (file: string) => wrong(`There is no split file ${quoted(file)}. \`whisker split DATA\` writes one.`),
  unreadable: (file: string, reason: string, cause: unknown) => wrong(`The split file ${quoted(file)} cannot be read (${reason}).`, cause),
  unwritable: (file: string, reason: string, cause: unknown) =>
    wrong(`The split file ${quoted(file)} cannot be written (${reason}). Name another place with --out.`, cause),
  exists: (file: string) =>
    wrong(`The split file ${quoted(file)} is there already and holds another split. Remove it, or name another with --out.`),
  notJson: (file: string, line: number, column: number, found: string) =>
    wrong(`${at(file, line)}: stops being JSON at column ${column}, at ${found}. Is a comma missing or one too many before it?`),
  otherVersion: (file: string, version: unknown) =>
    wrong(`${at(file, null)}: has version ${JSON.stringify(version) ?? 'none'}, and this whisker reads version 1.`),
  wrongShape: (file: string, line: number | null, place: string, reason: string) =>
    wrong(
      `${at(file, line)}: ${place}: ${reason}. Samples of labelled, val and test are written {"path": "cat/1.jpg", "class": "cat"}, ` +
        'unlabelled ones as the path alone.',
    ),
  classTwice: (file: string, name: string) => wrong(`${at(file, null)}: the class ${quoted(name)} stands twice in "classes".`),
  unknownClass: (file: string, line: number | null, path: string, name: string, classes: readonly string[]) =>
    wrong(`${at(file, line)}: ${quoted(path)} has the class ${quoted(name)}, which is not in "classes" (${listed(classes)}).`),
  twice: (file: string, line: number | null, path: string, parts: readonly [string, string]) =>
    wrong(
      `${at(file, line)}: ${quoted(path)} stands twice, ` +
        `${parts[0] === parts[1] ? `both times in ${parts[0]}` : `in ${parts[0]} and in ${parts[1]}`}. Leave it in one part.`,
    ),
  noSuchRoot: (file: string, root: string, folder: string) =>
    wrong(
      `${at(file, null)}: its pictures should lie in ${quoted(folder)} ("root" is ${quoted(root)}), and there is no such folder. ` +
        'If it was moved, write its new place there: an absolute path, or one that starts from the folder of the split file.',
    ),
  vanished: (file: string, line: number | null, path: string, part: string, folder: string, more: number) =>
    wrong(
      `${at(file, line)}: ${quoted(path)} of ${part} is not in ${quoted(folder)}${more > 0 ? `, and ${counted(more, 'more sample')} are not` : ''}. ` +
        'Put it back, remove its line, or make a new split; if the whole folder was moved, edit "root" at the top of the file.',
    ),
};

/** What can be wrong with a folder that pictures are to be written to. */
export const synthErrors = {
  notEmpty: (folder: string) => wrong(`${quoted(folder)} holds files that whisker synth did not write. Name a new or empty folder.`),
  otherRequest: (folder: string, there: string, asked: string) =>
    wrong(`${quoted(folder)} was made for ${there}, and ${asked} are asked for. Name another folder, or remove this one.`),
  unwritable: (folder: string, reason: string, cause: unknown) =>
    wrong(`${quoted(folder)} cannot be made or written to (${reason}). Name another folder.`, cause),
  stopped: (folder: string, reason: string, cause: unknown) =>
    new WorkFailed(`The digits could not all be written to ${quoted(folder)} (${reason}). The same command goes on from there.`, { cause }),
  countOutOfRange: (count: number, most: number) => wrong(`--count ${count} is not a whole number from 1 to ${most}: there are ${most} digits.`),
};
