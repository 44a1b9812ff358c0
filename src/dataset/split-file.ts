import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, posix, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { codeOf } from '../config/index.js';
import { writeAtomically } from '../disk/index.js';
import { errors, quoted } from './errors.js';
import { locate } from './file-sizes.js';
import { findJsonError } from './json-error.js';
import { lineAt, lineOf } from './lines.js';
import { findByName, nfc } from './names.js';
import type { Dataset, LabelledSample, Split } from './types.js';
import { unknownFieldIn } from './unknown-field.js';

/** The name of a part of a split. */
export type SplitPart = 'labelled' | 'val' | 'test' | 'unlabelled';
const partNames: readonly SplitPart[] = ['labelled', 'val', 'test', 'unlabelled'];

const labelledSample = z.strictObject({ path: z.string().min(1), class: z.string() });

/** Version 1 of the file. It has class names instead of numbers, so that people can read and edit it. */
const fileSchema = z.strictObject({
  version: z.literal(1),
  root: z.string().min(1),
  seed: z.int().min(0),
  classes: z.array(z.string()),
  labelled: z.array(labelledSample),
  val: z.array(labelledSample),
  test: z.array(labelledSample),
  unlabelled: z.array(z.string().min(1)),
});
type SplitFile = z.infer<typeof fileSchema>;

/**
 * Writes a split as JSON that people can read and edit, one sample a line. `root` is written relative to the file's folder, so
 * that pictures and split file can be moved together, also to another machine. With `keep`, an existing file with another
 * split is not replaced: it may be hours of labelling.
 * @throws WrongCommand if the path cannot be written to, or `keep` forbids it
 */
export async function writeSplit(path: string, split: Split, { keep = false }: { readonly keep?: boolean } = {}): Promise<void> {
  const folder = await realFolder(dirname(resolve(path)));
  const text = formatSplit(split, relative(folder, await realFolder(split.root)).split(sep).join('/') || '.');
  const before = keep ? await readFile(path, 'utf8').catch(() => null) : null;
  if (before === text) return;
  if (before !== null) throw errors.splitFileExists(path);
  try {
    await writeAtomically(path, text);
  } catch (error) {
    throw errors.splitFileUnwritable(path, error);
  }
}

/** Resolves the links in a folder's path, so that `..` means the same to every reader of the file. */
const realFolder = (folder: string): Promise<string> => realpath(folder).catch(() => folder);

function formatSplit(split: Split, root: string): string {
  const labelled = (samples: readonly LabelledSample[]) =>
    samples.map((sample) => `{"path": ${JSON.stringify(sample.path)}, "class": ${JSON.stringify(split.classes[sample.class])}}`);
  const fields: readonly (readonly [string, string])[] = [
    ['version', '1'],
    ['root', JSON.stringify(root)],
    ['seed', String(split.seed)],
    ['classes', list(split.classes.map((name) => JSON.stringify(name)))],
    ['labelled', list(labelled(split.labelled))],
    ['val', list(labelled(split.val))],
    ['test', list(labelled(split.test))],
    ['unlabelled', list(split.unlabelled.map((name) => JSON.stringify(name)))],
  ];
  return `{\n${fields.map(([name, value]) => `  "${name}": ${value}`).join(',\n')}\n}\n`;
}

const list = (items: readonly string[]): string => (items.length === 0 ? '[]' : `[\n${items.map((item) => `    ${item}`).join(',\n')}\n  ]`);

/**
 * Reads a split file, which may have been edited: its parts may have any size.
 * With `dataset`, the samples must be in it and its `root` is used; otherwise they must be on the disk under the file's `root`.
 * @param parts the parts whose pictures must exist
 * @throws WrongCommand if the file is not JSON or not a split, or if a sample is there twice, has an unknown class or is
 *   missing; names the sample, and the line if it is known
 */
export async function readSplit(path: string, dataset?: Dataset, parts: readonly SplitPart[] = partNames): Promise<Split> {
  const text = await readText(path);
  const file = parse(path, text);
  const classes = file.classes.map(nfc);
  const indices = new Map(classes.map((name, i) => [name, i]));
  if (indices.size < classes.length) throw errors.duplicateClass(path, classes.find((name, i) => classes.indexOf(name) !== i) ?? '');
  const labelled = (samples: SplitFile['val']) =>
    samples.map((sample): LabelledSample => {
      const index = indices.get(nfc(sample.class));
      if (index === undefined) throw errors.unknownClass(path, lineOf(text, sample.path), sample.path, sample.class, file.classes);
      return { path: posix.normalize(sample.path), class: index };
    });
  const split: Split = {
    root: dataset?.root ?? resolve(await realFolder(dirname(resolve(path))), file.root),
    classes,
    seed: file.seed,
    labelled: labelled(file.labelled),
    val: labelled(file.val),
    test: labelled(file.test),
    unlabelled: file.unlabelled.map((name) => posix.normalize(name)),
  };
  checkDuplicates(path, text, split);
  if (dataset === undefined && !(await isFolder(split.root))) throw errors.noRoot(path, file.root, split.root);
  const onDisk = await pathsOnDisk(split, dataset);
  checkMissing(path, text, split, onDisk, parts);
  const located = (samples: readonly LabelledSample[]) => samples.map((sample) => ({ ...sample, path: onDisk.get(sample.path) ?? sample.path }));
  return {
    ...split,
    labelled: located(split.labelled), val: located(split.val), test: located(split.test),
    unlabelled: split.unlabelled.map((name) => onDisk.get(name) ?? name),
  };
}

async function readText(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
  } catch (error) {
    throw codeOf(error) === 'ENOENT' ? errors.noSplitFile(path) : errors.splitFileUnreadable(path, error);
  }
}

function parse(path: string, text: string): SplitFile {
  const at = findJsonError(text);
  if (at !== null) {
    const { line, column } = lineAt(text, at);
    const rest = text.slice(at).split('\n', 1)[0] ?? '';
    throw errors.splitFileNotJson(path, line, column, at === text.length ? 'the end of the file' : quoted(rest));
  }
  const value: unknown = JSON.parse(text);
  const version = fieldOf(value, 'version');
  if (version !== 1) throw errors.splitFileVersion(path, version);
  const result = fileSchema.safeParse(value);
  if (result.success) return result.data;
  const unknown = unknownFieldIn(result.error);
  const { path: keys = [], message = '' } = unknown === undefined ? result.error.issues[0] ?? {} : { path: unknown.path, message: `there is no field ${quoted(unknown.name)}` };
  const field = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('').slice(1);
  throw errors.splitFileShape(path, lineOf(text, pathOfSample(value, keys) ?? unknown?.name ?? null), field, message);
}

const fieldOf = (value: unknown, key: PropertyKey): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined);

/** Returns the path of the sample at `keys` (a part and an index), in either notation. */
function pathOfSample(file: unknown, keys: readonly PropertyKey[]): string | null {
  const sample = keys.slice(0, 2).reduce(fieldOf, file);
  const path = typeof sample === 'string' ? sample : fieldOf(sample, 'path');
  return typeof path === 'string' ? path : null;
}

const pathsOf = (split: Split, part: SplitPart): readonly string[] =>
  part === 'unlabelled' ? split.unlabelled : split[part].map((sample) => sample.path);

function checkDuplicates(file: string, text: string, split: Split): void {
  const seen = new Map<string, SplitPart>();
  for (const part of partNames) {
    for (const path of pathsOf(split, part)) {
      const before = seen.get(nfc(path));
      if (before !== undefined) throw errors.duplicateSample(file, lineOf(text, path, 2), path, [before, part]);
      seen.set(nfc(path), part);
    }
  }
}

/** Returns the path on the disk of each sample, null where it is missing. The disk may have its name in another Unicode form. */
async function pathsOnDisk(split: Split, dataset: Dataset | undefined): Promise<ReadonlyMap<string, string | null>> {
  const paths = partNames.flatMap((part) => pathsOf(split, part));
  const find = dataset && findByName(dataset.samples.map((sample) => sample.path));
  const found = find ? paths.map((path) => find(path) ?? null) : await locate(split.root, paths);
  return new Map(paths.map((path, i) => [path, found[i] ?? null]));
}

function checkMissing(file: string, text: string, split: Split, onDisk: ReadonlyMap<string, string | null>, parts: readonly SplitPart[]): void {
  const missing = parts.flatMap((part) => pathsOf(split, part).filter((path) => onDisk.get(path) === null));
  const [first] = missing;
  if (first === undefined) return;
  const part = parts.find((name) => pathsOf(split, name).includes(first)) ?? 'unlabelled';
  throw errors.missingSample(file, lineOf(text, first), first, part, split.root, missing.length - 1);
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
