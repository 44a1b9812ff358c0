import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { WrongCommand } from '../../src/config/index.js';
import { describeDoubts, describeRelabelled, scanDataset, readSplit, split, writeSplit, type Dataset, type Split } from '../../src/dataset/index.js';
import { emptyFolder, folderOf } from './folder.js';

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Writes pictures of two classes into `project/pets`, and their split into `project/split.json`. */
async function project(): Promise<{ root: string; file: string; dataset: Dataset; made: Split }> {
  const root = join(await emptyFolder(), 'pets');
  const source = await folderOf(...range(8).flatMap((i) => [`cat/${i}.jpg`, `dog/${i}.jpg`]), 'unlabelled/odd "one",\n😺.jpg');
  await rename(source, root);
  const file = join(dirname(root), 'split.json');
  const dataset = await scanDataset(root);
  const made = split(dataset, { labels: 4, val: 4, test: 2, seed: 3 });
  await writeSplit(file, made);
  return { root, file, dataset, made };
}

const edit = async (file: string, change: (text: string) => string): Promise<void> => {
  const before = await readFile(file, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(file, after);
};

const refusal = async (file: string, dataset?: Dataset): Promise<string> => {
  const error: unknown = await readSplit(file, dataset).then(() => null, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(WrongCommand);
  return error instanceof Error ? error.message : '';
};

/** Returns the number of the first line that contains `text`. */
const lineWith = async (file: string, text: string) => (await readFile(file, 'utf8')).split('\n').findIndex((line) => line.includes(text)) + 1;

describe('a split file', () => {
  test('is read as it was written, with and without the dataset', async () => {
    const { file, made, dataset } = await project();
    expect(await readSplit(file)).toEqual(made);
    expect(await readSplit(file, dataset)).toEqual(made);
  });

  test('has one sample a line with the name of its class, and only paths for unlabelled samples', async () => {
    const { file, made } = await project();
    const text = await readFile(file, 'utf8');
    const lines = text.split('\n');
    expect(lines.slice(0, 8)).toEqual(['{', '  "version": 1,', '  "root": "pets",', '  "seed": 3,', '  "classes": [', '    "cat",', '    "dog"', '  ],']);
    for (const part of ['labelled', 'val', 'test'] as const) {
      for (const sample of made[part]) expect(text).toContain(`    {"path": "${sample.path}", "class": "${made.classes[sample.class] ?? ''}"}`);
    }
    const unlabelled = lines.slice(lines.indexOf('  "unlabelled": [') + 1, -3);
    expect(unlabelled.map((line) => JSON.parse(line.replace(/,$/, '')) as unknown)).toEqual(made.unlabelled);
  });

  test('may be edited: sizes, classes, labels', async () => {
    const { file, made, dataset } = await project();
    const [first, second] = made.unlabelled;
    const [moved] = made.test;
    await edit(file, (text) => {
      const value = JSON.parse(text) as Record<string, unknown[]>;
      return JSON.stringify({
        ...value,
        classes: ['dog', 'cat', 'mouse'],
        labelled: [...(value['labelled'] ?? []), { path: `./${first}`, class: 'mouse' }, { path: moved?.path, class: 'dog' }],
        test: value['test']?.slice(1),
        unlabelled: value['unlabelled']?.filter((path) => path !== first && path !== second),
      });
    });
    for (const read of [await readSplit(file), await readSplit(file, dataset)]) {
      expect(read.classes).toEqual(['dog', 'cat', 'mouse']);
      expect(read.labelled).toHaveLength(6);
      expect(read.labelled).toContainEqual({ path: first, class: 2 });
      expect(read.labelled).toContainEqual({ path: moved?.path, class: 0 });
      expect(read.test).toHaveLength(1);
      expect(read.unlabelled).toEqual(made.unlabelled.slice(2));
    }
  });

  test('is not replaced by another split if it is to be kept', async () => {
    const { file, dataset, made } = await project();
    await writeSplit(file, made, { keep: true });
    const other = split(dataset, { labels: 4, val: 4, test: 2, seed: 4 });
    await expect(writeSplit(file, other, { keep: true })).rejects.toThrow(/exists and has another split/);
    expect(await readSplit(file)).toEqual(made);
    await writeSplit(file, other);
    expect(await readSplit(file)).toEqual(other);
  });

  test('is an error if it cannot be written', async () => {
    const { root, made } = await project();
    await expect(writeSplit(join(root, 'no', 'such', 'folder.json'), made)).rejects.toThrow(WrongCommand);
  });
});

describe('moved pictures', () => {
  test('are found if the split file moved with them', async () => {
    const { file, made } = await project();
    const place = join(await emptyFolder(), 'elsewhere');
    await rename(dirname(file), place);
    expect(await readSplit(join(place, 'split.json'))).toEqual({ ...made, root: join(place, 'pets') });
  });

  test('are found if the split file is among them', async () => {
    const { root, made } = await project();
    await writeSplit(join(root, 'split.json'), made);
    const place = join(await emptyFolder(), 'pets');
    await rename(root, place);
    expect(await readSplit(join(place, 'split.json'))).toEqual({ ...made, root: place });
  });

  test('without their split file are an error that says what to edit; a named dataset takes precedence', async () => {
    const { file, root, made } = await project();
    const place = join(await emptyFolder(), 'pets');
    await rename(root, place);
    expect(await refusal(file)).toMatch(/the folder of its pictures, ".*pets", does not exist \("root" is "pets"\)\. If it was moved, write its new path there/);
    expect(await readSplit(file, await scanDataset(place))).toEqual({ ...made, root: place });
    await edit(file, (text) => text.replace('"root": "pets"', `"root": ${JSON.stringify(place)}`));
    expect(await readSplit(file)).toEqual({ ...made, root: place });
  });
});

describe('an error in an edited file names the line of', () => {
  test('a missing sample', async () => {
    const { file, root, made } = await project();
    const [gone] = made.unlabelled;
    await rm(join(root, gone ?? ''));
    const line = await lineWith(file, `"${gone ?? ''}"`);
    const sentence = new RegExp(`split\\.json", line ${line}: "${gone ?? ''}" of unlabelled is not in ".*pets"\\. Restore it`);
    expect(await refusal(file)).toMatch(sentence);
    expect(await refusal(file, await scanDataset(root))).toMatch(sentence);
    expect((await readSplit(file, undefined, ['test', 'val'])).unlabelled).toContain(gone);
  });

  test('many missing samples', async () => {
    const { file, root, made } = await project();
    await rm(join(root, 'cat'), { recursive: true });
    await mkdir(join(root, 'cat'));
    const first = made.labelled.find((sample) => sample.class === 0);
    expect(await refusal(file)).toMatch(new RegExp(`"${first?.path ?? ''}" of labelled is not in .* and 7 more samples are missing`));
  });

  test('a sample in two parts, or twice in one', async () => {
    const { file, made } = await project();
    const twin = made.val[0]?.path ?? '';
    await edit(file, (text) => text.replace('"unlabelled": [\n', `"unlabelled": [\n    "${twin}",\n`));
    expect(await refusal(file)).toContain(`line ${(await lineWith(file, '"unlabelled"')) + 1}: "${twin}" is there twice, in val and in unlabelled.`);
    await edit(file, (text) => text.replaceAll(`    {"path": "${twin}", "class": "`, `    {"path": "./${twin}", "class": "dog"},\n    {"path": "${twin}", "class": "`));
    expect(await refusal(file)).toContain(`"${twin}" is there twice, both times in val.`);
  });

  test('a class that is not in "classes", or twice', async () => {
    const { file } = await project();
    await edit(file, (text) => text.replace('"class": "cat"', '"class": "Cat"'));
    expect(await refusal(file)).toMatch(new RegExp(`line ${await lineWith(file, '"Cat"')}: "cat/\\d.jpg" has the class "Cat", which is not in "classes" \\("cat", "dog"\\)`));
    await edit(file, (text) => text.replace('    "cat",\n', '    "cat",\n    "cat",\n'));
    expect(await refusal(file)).toContain('"classes" has "cat" twice');
  });

  test('a missing comma, or one too many', async () => {
    const { file } = await project();
    const intact = await readFile(file, 'utf8');
    await edit(file, (text) => text.replace('"dog"\n  ],', '"dog",\n  ],'));
    expect(await refusal(file)).toMatch(/line 8: not JSON at column 3, at "\s*\],"\. Is there a comma missing or one too many before it\?/);
    await writeFile(file, intact.replace('"cat",\n', '"cat"\n'));
    expect(await refusal(file)).toMatch(/line 7: not JSON at column 5/);
    await writeFile(file, intact.slice(0, -3));
    expect(await refusal(file)).toMatch(/at the end of the file/);
  });

  test('a line that was moved from another part without being rewritten', async () => {
    const { file, made } = await project();
    const path = made.labelled[0]?.path ?? '';
    const row = `    {"path": "${path}", "class": "${made.classes[made.labelled[0]?.class ?? 0] ?? ''}"},\n`;
    await edit(file, (text) => text.replace(row, '').replace('"unlabelled": [\n', `"unlabelled": [\n${row}`));
    expect(await refusal(file)).toMatch(
      new RegExp(`line ${await lineWith(file, `"${path}"`)}: unlabelled\\[0\\]: .*expected string.*in unlabelled only the path`),
    );
  });

  test('an unknown field: of a sample, or of the file', async () => {
    const { file, made } = await project();
    const intact = await readFile(file, 'utf8');
    const path = made.val[1]?.path ?? '';
    await edit(file, (text) => text.replace(`"path": "${path}", "class":`, `"path": "${path}", "label":`));
    expect(await refusal(file)).toContain(`line ${await lineWith(file, `"${path}"`)}: val[1]: there is no field "label". In labelled, val and test a sample is`);
    await writeFile(file, intact.replace('"seed"', '"sead": 2,\n  "seed"'));
    expect(await refusal(file)).toContain(`line ${await lineWith(file, '"sead"')}: there is no field "sead".`);
  });

  test('another version, another shape, or no file at all', async () => {
    const { file } = await project();
    await edit(file, (text) => text.replace('"version": 1', '"version": 2'));
    expect(await refusal(file)).toContain('has version 2, but this whisker reads version 1');
    await writeFile(file, '[]');
    expect(await refusal(file)).toContain('has version none');
    await writeFile(file, '{"version": 1, "root": "."}');
    expect(await refusal(file)).toMatch(/: seed: /);
    expect(await refusal(`${file}.gone`)).toMatch(/There is no split file .*`whisker split DATA` writes one/);
  });
});

describe('names in another Unicode form', () => {
  const [composed, decomposed] = ['caf\u00e9', 'cafe\u0301'];
  const paths = (name: string) => range(4).flatMap((i) => [`${name}/${i}.jpg`, `dog/${i}.jpg`]);

  test('are the same samples: the split is the same, and its files are found', async () => {
    const [there, here] = await Promise.all([composed, decomposed].map(async (name) => scanDataset(await folderOf(...paths(name)))));
    const file = join(await emptyFolder(), 'split.json');
    const made = split(there, { labels: 2, val: 2, test: 2, seed: 1 });
    await writeSplit(file, made);
    const read = await readSplit(file, here);
    expect(read.classes).toEqual([composed, 'dog']);
    expect(read).toEqual(split(here, { labels: 2, val: 2, test: 2, seed: 1 }));
    await edit(file, (text) => text.replace(/"root": ".*"/, `"root": ${JSON.stringify(here.root)}`));
    expect(await readSplit(file)).toEqual(read);
  });

  test('are found by a manifest too', async () => {
    const root = await folderOf(...paths(decomposed));
    await writeFile(join(root, 'all.csv'), ['path,class', ...paths(composed).map((path) => `${path},${path.split('/', 1)[0]}`)].join('\n'));
    expect(await scanDataset(join(root, 'all.csv'))).toMatchObject({ fingerprint: (await scanDataset(root)).fingerprint });
  });
});

test('labels that the data has changed since are told, with those of the split in use', async () => {
  const { root, made } = await project();
  expect(describeRelabelled(made, await scanDataset(root))).toEqual([]);
  const manifest = join(root, 'all.csv');
  const [first, second] = made.labelled;
  const rows = [...made.labelled, ...made.test].map(({ path, class: index }, i) => `${path},${made.classes[i < 2 ? 1 - index : index] ?? ''}`);
  await writeFile(manifest, ['path,class', ...rows].join('\n'));
  const [told] = describeRelabelled(made, await scanDataset(manifest));
  expect(told).toContain('2 samples have another class in the data than in the split: ');
  expect(told).toContain(`"${first?.path}" is "cat" in the split and "dog" in the data; "${second?.path}" is`);
  expect(told).toMatch(/The classes of the split are used\. If those of the data are right, make a new split/);
});

test('a class without labelled samples, and one that no part measures, is named', async () => {
  const { made } = await project();
  expect(describeDoubts(made)).toEqual([]);
  expect(describeDoubts({ ...made, labelled: made.labelled.filter((sample) => sample.class === 1) })).toEqual([
    '1 class has no labelled sample, so the classifier cannot learn it: "cat". Label some, or remove the class from the split file.',
  ]);
  expect(describeDoubts({ ...made, val: made.val.filter((sample) => sample.class === 1), test: [] })).toEqual([
    '1 class has no val sample, so the val accuracy says nothing about it: "cat".',
    '2 classes have no test sample, so the test accuracy says nothing about them: "cat", "dog".',
  ]);
});
