import { codeOf, isPathError, pluralize, printable, reasonOf, WrongCommand, writeReason } from '../config/index.js';

/** Paths that an error lists; the others are left out. */
const MAX_LISTED = 3;

/** Quotes a name for a sentence. Newlines and other control characters are escaped. */
export const quoted = (name: string): string => printable(JSON.stringify(name));

/** Lists the first names for a sentence. */
export const listed = (names: readonly string[]): string => names.slice(0, MAX_LISTED).map(quoted).join(', ') + (names.length > MAX_LISTED ? ', …' : '');

const REMEDY =
  'Put each picture in a folder named after its class (pictures without a class in "unlabelled"), or write a manifest, ' +
  'a CSV file with the header path,class, and name it instead of the folder.';

const wrong = (message: string, cause?: unknown) => new WrongCommand(message, cause === undefined ? undefined : { cause });

const inManifest = (file: string, line: number, problem: string) => wrong(`The manifest ${quoted(file)}, line ${line}: ${problem}.`);

const splitFile = (file: string, line: number | null): string => `The split file ${quoted(file)}${line === null ? '' : `, line ${line}`}`;

/** Lines count from 1; null if the line is unknown. */
export const errors = {
  // Folders of pictures
  noSuchPath: (path: string) =>
    wrong(`There is no folder or manifest ${quoted(path)}. ${path.includes('\ufffd') ? 'Its name is not UTF-8, so it cannot be opened: rename it.' : 'Check the path.'}`),
  notADataset: (path: string) => wrong(`${quoted(path)} is neither a folder nor a manifest. Name a folder of pictures, or a file that ends in .csv or .jsonl.`),
  unreadable: (path: string, error: unknown) =>
    wrong(`${quoted(path)} cannot be read (${reasonOf(error)}).${['EACCES', 'EPERM'].includes(codeOf(error) ?? '') ? ' Check its permissions.' : ''}`, error),
  noPictures: (path: string, extensions: readonly string[], notes: readonly string[]) =>
    wrong([`${quoted(path)} has no pictures: no file in it ends in ${extensions.join(', ')}. Hidden files do not count.`, ...notes].join(' ')),
  mixed: (root: string, examples: readonly string[]) =>
    wrong(
      `${quoted(root)} has pictures in folders, and pictures next to the folders whose names tell none of those classes, ` +
        `so it is not clear what names the class: ${listed(examples)}. ${REMEDY}`,
    ),
  singleFolder: (root: string, folder: string, examples: readonly string[]) =>
    wrong(
      `All pictures in ${quoted(root)} are in the one folder ${quoted(folder)}, so it is not clear whether that is a class: ` +
        `${listed(examples)}. Name ${quoted(`${root}/${folder}`)} itself if the classes are inside it or in its file names. ${REMEDY}`,
    ),
  foldersAreParts: (root: string, parts: readonly string[], others: readonly string[], examples: readonly string[]) =>
    wrong(
      `${parts.length === 1 ? 'The folder' : 'The folders'} ${listed(parts)} in ${quoted(root)} ${parts.length === 1 ? 'is' : 'are'} named like parts of a split, not like classes: ${listed(examples)}. ` +
        `${others.length === 0 ? `Name one of those folders, such as ${quoted(`${root}/${parts.find((part) => /train/i.test(part)) ?? parts[0] ?? ''}`)}; whisker makes the split itself.` : `Move ${parts.length === 1 ? 'it' : 'them'} elsewhere to keep only the classes (${listed(others)}).`} ${REMEDY}`,
    ),
  sameFoldersInside: (root: string, folders: readonly string[], inside: readonly string[], examples: readonly string[]) =>
    wrong(
      `The folders ${listed(folders)} in ${quoted(root)} have the same folders inside (${listed(inside)}), so it is not clear which of them are the classes: ` +
        `${listed(examples)}. If ${listed(inside)} are the classes, name one of the outer folders, such as ${quoted(`${root}/${folders[0] ?? ''}`)}. ` +
        `If ${listed(folders)} are, give the folders inside them different names, such as ${quoted(`${folders[0] ?? ''}-${inside[0] ?? ''}`)}, ` +
        'or write a manifest, a CSV file with the header path,class, and name it instead of the folder.',
    ),
  namesWithoutClass: (root: string, nameless: number, total: number, examples: readonly string[]) =>
    wrong(
      `In ${quoted(root)} the file names of ${nameless} of ${pluralize(total, 'picture')} tell no class, such as ` +
        `${listed(examples)}. Names like "cat_1.jpg" or "dog.7.jpg" do. ${REMEDY}`,
    ),
  tooManyClassesByName: (root: string, classes: number, total: number, examples: readonly string[]) =>
    wrong(`The file names in ${quoted(root)} tell ${classes} classes for ${pluralize(total, 'picture')}, which are too many to be classes: ${listed(examples)}. ${REMEDY}`),
  tooFewClasses: (root: string, classes: readonly string[], needed: number) =>
    wrong(
      `The pictures in ${quoted(root)} have ` +
        `${classes.length === 0 ? 'no known class' : `only ${pluralize(classes.length, 'class', 'classes')} (${listed(classes)})`}; ` +
        `at least ${needed} are needed. ${REMEDY}`,
    ),

  // Manifests
  manifestNotText: (file: string) => wrong(`The manifest ${quoted(file)} is not UTF-8 text. Save it as UTF-8.`),
  manifestMalformed: (file: string, error: unknown) => wrong(`The manifest ${quoted(file)} cannot be parsed: ${reasonOf(error)}.`, error),
  manifestHeader: (file: string, header: readonly string[]) =>
    wrong(`The manifest ${quoted(file)} begins with ${quoted(header.join(','))}. Its header must have the columns path and class.`),
  manifestNoPath: (file: string, line: number) => inManifest(file, line, 'the path is empty'),
  manifestColumns: (file: string, line: number, expected: number, found: number) => inManifest(file, line, `expected ${expected} columns, found ${found}`),
  manifestNotJson: (file: string, line: number, error: unknown) => inManifest(file, line, `not JSON (${reasonOf(error)})`),
  manifestRow: (file: string, line: number) => inManifest(file, line, 'expected an object like {"path": "cat/1.jpg", "class": "cat"}'),
  manifestField: (file: string, line: number, field: string) =>
    inManifest(file, line, `there is no field ${quoted(field)}; a row has "path" and "class", such as {"path": "cat/1.jpg", "class": "cat"}`),
  manifestNotAPicture: (file: string, line: number, path: string, extensions: readonly string[]) =>
    inManifest(file, line, `${quoted(path)} does not end in ${extensions.join(', ')}`),
  manifestDuplicate: (file: string, path: string, first: number, second: number) =>
    wrong(`The manifest ${quoted(file)} has ${quoted(path)} twice, in lines ${first} and ${second}. Remove one of them.`),
  manifestMissing: (file: string, line: number, path: string, more: number) =>
    inManifest(file, line, `there is no file ${quoted(path)}${more > 0 ? ` (and ${more} more are missing)` : ''}. Paths are relative to the manifest's folder`),

  // Splits
  fewerLabelsThanClasses: (labels: number, classes: number) => wrong(`${pluralize(labels, 'label')} cannot cover ${classes} classes. Use --labels ${classes} or more.`),
  tooFewSamples: (name: string, available: number, wanted: { readonly labelled: number; readonly val: number; readonly test: number }) =>
    wrong(
      `Class ${quoted(name)} has ${pluralize(available, 'sample')}, but the split needs ${wanted.labelled + wanted.val + wanted.test}: ` +
        `${wanted.labelled} labelled, ${wanted.val} for validation, ${wanted.test} for the test. Lower --labels, --val or --test, add pictures, or divide what there is with --small-classes keep.`,
    ),

  // Split files, which people may edit
  noSplitFile: (file: string) => wrong(`There is no split file ${quoted(file)}. \`whisker split DATA\` writes one.`),
  splitFileUnreadable: (file: string, error: unknown) => wrong(`The split file ${quoted(file)} cannot be read (${reasonOf(error)}).`, error),
  /** Returns the error as it is if the path is not to blame. */
  splitFileUnwritable: (file: string, error: unknown): unknown =>
    isPathError(error) ? wrong(`The split file ${quoted(file)} cannot be written: ${writeReason(error)}. Name another path with --out.`, error) : error,
  splitFileExists: (file: string) => wrong(`The split file ${quoted(file)} exists and has another split. Delete it, or name another with --out.`),
  splitFileNotJson: (file: string, line: number, column: number, found: string) =>
    wrong(`${splitFile(file, line)}: not JSON at column ${column}, at ${found}. Is there a comma missing or one too many before it?`),
  splitFileVersion: (file: string, version: unknown) =>
    wrong(`${splitFile(file, null)}: has version ${JSON.stringify(version) ?? 'none'}, but this whisker reads version 1.`),
  splitFileShape: (file: string, line: number | null, field: string, problem: string) =>
    wrong(
      `${splitFile(file, line)}: ${field === '' ? '' : `${field}: `}${problem}. In labelled, val and test a sample is {"path": "cat/1.jpg", "class": "cat"}, ` +
        'in unlabelled only the path.',
    ),
  duplicateClass: (file: string, name: string) => wrong(`${splitFile(file, null)}: "classes" has ${quoted(name)} twice.`),
  unknownClass: (file: string, line: number | null, path: string, name: string, classes: readonly string[]) =>
    wrong(`${splitFile(file, line)}: ${quoted(path)} has the class ${quoted(name)}, which is not in "classes" (${listed(classes)}).`),
  duplicateSample: (file: string, line: number | null, path: string, parts: readonly [string, string]) =>
    wrong(`${splitFile(file, line)}: ${quoted(path)} is there twice, ${parts[0] === parts[1] ? `both times in ${parts[0]}` : `in ${parts[0]} and in ${parts[1]}`}. Keep one.`),
  noRoot: (file: string, root: string, folder: string) =>
    wrong(
      `${splitFile(file, null)}: the folder of its pictures, ${quoted(folder)}, does not exist ("root" is ${quoted(root)}). ` +
        'If it was moved, write its new path there: an absolute path, or one relative to the folder of the split file.',
    ),
  missingSample: (file: string, line: number | null, path: string, part: string, folder: string, more: number) =>
    wrong(
      `${splitFile(file, line)}: ${quoted(path)} of ${part} is not in ${quoted(folder)}${more > 0 ? `, and ${pluralize(more, 'more sample')} ${more === 1 ? 'is' : 'are'} missing` : ''}. ` +
        'Restore it, remove its line, or make a new split. If the whole folder was moved, edit "root" at the top of the file.',
    ),
};
