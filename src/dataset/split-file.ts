import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, posix, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { codeOf, reasonOf } from '../config/index.js';
import { writeAtomically } from '../disk/index.js';
import { orUnwritable, quoted, splitFileErrors } from './errors.js';
import { jsonFault } from './json-fault.js';
import { lineAt, lineOf } from './lines.js';
import type { Dataset, LabelledSample, Split } from './types.js';
import { missingFiles } from './walk.js';

const partNames = ['labelled', 'val', 'test', 'unlabelled'] as const;
export type PartName = (typeof partNames)[number];

const labelledSample = z.object({ path: z.string().min(1), class: z.string() });

/** Version 1 of the file. Classes by name, so that people can read and change them. */
const fileShape = z.object({
  version: z.literal(1),
  root: z.string().min(1),
  seed: z.int().min(0),
  classes: z.array(z.string()),
  labelled: z.array(labelledSample),
  val: z.array(labelledSample),
  test: z.array(labelledSample),
  unlabelled: z.array(z.string().min(1)),
});
type SplitFile = z.infer<typeof fileShape>;

/**
 * Writes a split as JSON that people can read and edit, a sample a line. `root` is written as it is seen from the file's own
 * folder: pictures and split can be moved together, or lie elsewhere on another machine. With `keep`, a file that is
 * there and says something else, which may be hours of somebody's labelling, is left alone.
 * @throws WrongCommand where the place cannot be written to, or `keep` forbids it
 */
export async function writeSplit(path: string, split: Split, { keep = false }: { readonly keep?: boolean } = {}): Promise<void> {
  const here = await realFolder(dirname(resolve(path)));
  const text = formatSplit(split, relative(here, await realFolder(split.root)).split(sep).join('/') || '.');
  const before = keep ? await readFile(path, 'utf8').catch(() => null) : null;
  if (before === text) return;
  if (before !== null) throw splitFileErrors.exists(path);
  try {
    await writeAtomically(path, text);
  } catch (error) {
    throw orUnwritable(error, (reason, cause) => splitFileErrors.unwritable(path, reason, cause));
  }
}

/** A folder's path without links in it, so that `..` means the same to whoever reads the file. */
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
 * Reads a split file, edited or not: its parts are taken as they stand, whatever their sizes.
 * With `dataset`, the samples are looked for there and `root` is the dataset's; else in the file's own `root`, on the disk.
 * @param parts the parts whose pictures must be there
 * @throws WrongCommand for a file that is not JSON or not a split, a sample that stands twice, has an unknown class or
 *   vanished; by name, and with the line where it can be told
 */
export async function readSplit(path: string, dataset?: Dataset, parts: readonly PartName[] = partNames): Promise<Split> {
  const text = await readText(path);
  const file = parse(path, text);
  const indices = new Map(file.classes.map((name, i) => [name, i]));
  if (indices.size < file.classes.length) {
    throw splitFileErrors.classTwice(path, file.classes.find((name, i) => file.classes.indexOf(name) !== i) ?? '');
  }
  const labelled = (samples: SplitFile['val']) =>
    samples.map((sample): LabelledSample => {
      const index = indices.get(sample.class);
      if (index === undefined) throw splitFileErrors.unknownClass(path, lineOf(text, sample.path), sample.path, sample.class, file.classes);
      return { path: posix.normalize(sample.path), class: index };
    });
  const split: Split = {
    root: dataset?.root ?? resolve(await realFolder(dirname(resolve(path))), file.root),
    classes: file.classes,
    seed: file.seed,
    labelled: labelled(file.labelled),
    val: labelled(file.val),
    test: labelled(file.test),
    unlabelled: file.unlabelled.map((name) => posix.normalize(name)),
  };
  refuseTwins(path, text, split);
  if (dataset === undefined && !(await isFolder(split.root))) throw splitFileErrors.noSuchRoot(path, file.root, split.root);
  await refuseVanished(path, text, split, dataset, parts);
  return split;
}

async function readText(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
  } catch (error) {
    throw codeOf(error) === 'ENOENT' ? splitFileErrors.noSuchFile(path) : splitFileErrors.unreadable(path, reasonOf(error), error);
  }
}

function parse(path: string, text: string): SplitFile {
  const fault = jsonFault(text);
  if (fault !== null) {
    const { line, column } = lineAt(text, fault);
    const rest = text.slice(fault).split('\n', 1)[0] ?? '';
    throw splitFileErrors.notJson(path, line, column, fault === text.length ? 'the end of the file' : quoted(rest));
  }
  const value: unknown = JSON.parse(text);
  const version = fieldOf(value, 'version');
  if (version !== 1) throw splitFileErrors.otherVersion(path, version);
  const result = fileShape.safeParse(value);
  if (result.success) return result.data;
  const { path: keys = [], message = '' } = result.error.issues[0] ?? {};
  const place = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('').slice(1);
  throw splitFileErrors.wrongShape(path, lineOf(text, namedBy(value, keys)), place, message);
}

const fieldOf = (value: unknown, key: PropertyKey): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined);

/** The path that the sample at `keys` (a part, a number) of a file gives, whichever way it is written. */
function namedBy(file: unknown, keys: readonly PropertyKey[]): string | null {
  const sample = keys.slice(0, 2).reduce(fieldOf, file);
  const path = typeof sample === 'string' ? sample : fieldOf(sample, 'path');
  return typeof path === 'string' ? path : null;
}

const pathsOf = (split: Split, part: PartName): readonly string[] =>
  part === 'unlabelled' ? split.unlabelled : split[part].map((sample) => sample.path);

function refuseTwins(file: string, text: string, split: Split): void {
  const seen = new Map<string, PartName>();
  for (const part of partNames) {
    for (const path of pathsOf(split, part)) {
      const before = seen.get(path);
      if (before !== undefined) throw splitFileErrors.twice(file, lineOf(text, path, 2), path, [before, part]);
      seen.set(path, part);
    }
  }
}

async function refuseVanished(
  file: string, text: string, split: Split, dataset: Dataset | undefined, parts: readonly PartName[],
): Promise<void> {
  const wanted = parts.flatMap((part) => pathsOf(split, part));
  const there = dataset && new Set(dataset.samples.map((sample) => sample.path));
  const missing = there ? wanted.filter((path) => !there.has(path)) : await missingFiles(split.root, wanted);
  const [first] = missing;
  if (first === undefined) return;
  const part = parts.find((name) => pathsOf(split, name).includes(first)) ?? 'unlabelled';
  throw splitFileErrors.vanished(file, lineOf(text, first), first, part, split.root, missing.length - 1);
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
