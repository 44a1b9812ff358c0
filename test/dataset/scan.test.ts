import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { WrongCommand } from '../../src/config/index.js';
import { scanDataset, requireClasses, type Dataset } from '../../src/dataset/index.js';
import { classOfName } from '../../src/dataset/file-class.js';
import { byCodePoint } from '../../src/dataset/code-points.js';
import { emptyFolder, folderOf, picture, put } from './folder.js';

/** Returns the path and the class name of each sample. */
const namesOf = (dataset: Dataset) =>
  dataset.samples.map((sample) => [sample.path, sample.class === null ? null : dataset.classes[sample.class]]);

const refusal = async (path: string): Promise<string> => {
  const error: unknown = await scanDataset(path).then(() => null, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(WrongCommand);
  return error instanceof Error ? error.message : '';
};

test('reports its progress once the number of files is known', async () => {
  const reported: string[] = [];
  await scanDataset(await folderOf('dog/1.jpg', 'cat/1.jpg', 'cat/2.jpg'), { onProgress: ({ done, total }) => void reported.push(`${done}/${total}`) });
  expect(reported).toEqual(['1/3', '2/3', '3/3']);
});

describe('a folder of classes', () => {
  test('takes the first folder as the class, however deep the pictures are', async () => {
    const root = await folderOf('dog/1.jpg', 'cat/2020/may/2.jpg', 'cat/1.jpg', 'mouse/x/1.jpg');
    const dataset = await scanDataset(root);
    expect(dataset.root).toBe(root);
    expect(dataset.classes).toEqual(['cat', 'dog', 'mouse']);
    expect(namesOf(dataset)).toEqual([['cat/1.jpg', 'cat'], ['cat/2020/may/2.jpg', 'cat'], ['dog/1.jpg', 'dog'], ['mouse/x/1.jpg', 'mouse']]);
  });

  test('takes only the six picture formats, in lower or upper case', async () => {
    const pictures = ['a.jpg', 'b.JPEG', 'c.Png', 'd.webp', 'e.AVIF', 'f.gif', 'g.tif', 'h.TIFF'].map((name) => `cat/${name}`);
    const root = await folderOf(...pictures, 'dog/1.jpg', 'dog/notes.txt', 'dog/a.svg', 'dog/b.pdf', 'dog/Thumbs.db', 'dog/jpg', 'bird/none.txt');
    const dataset = await scanDataset(root);
    expect(dataset.samples.map((sample) => sample.path)).toEqual([...pictures, 'dog/1.jpg']);
    expect(dataset.classes).toEqual(['cat', 'dog']);
  });

  test('skips hidden files and folders', async () => {
    const root = await folderOf('cat/1.jpg', 'cat/._1.jpg', 'cat/.hidden.jpg', '.git/x.jpg', 'dog/.cache/2.jpg', 'dog/1.jpg', '.cat_1.jpg');
    expect(namesOf(await scanDataset(root))).toEqual([['cat/1.jpg', 'cat'], ['dog/1.jpg', 'dog']]);
  });

  test.each(['unlabelled', 'unlabeled', 'Unlabelled'])('gives samples in "%s" no class', async (name) => {
    const dataset = await scanDataset(await folderOf('cat/1.jpg', 'dog/1.jpg', `${name}/cat/3.jpg`, `${name}/7.jpg`));
    expect(dataset.classes).toEqual(['cat', 'dog']);
    expect(dataset.samples.filter((sample) => sample.class === null).map((sample) => sample.path)).toEqual([`${name}/7.jpg`, `${name}/cat/3.jpg`]);
  });

  test('keeps unusual names as they are', async () => {
    const odd = [
      'chat noir/à côté.jpg', 'chat noir/"quoted" \'twice\'.jpg', 'chat noir/new\nline.jpg', 'chat noir/-rf.jpg', 'chat noir/😺.jpg', 'chat noir/~.jpg',
      '-dog/back\\slash.jpg', '-dog/a%20b?c*.jpg', '-dog/$(x);&.jpg', '猫/一.jpg', '__proto__/constructor.png', 'e\u0301/1.jpg',
    ];
    const dataset = await scanDataset(await folderOf(...odd));
    expect(dataset.samples.map((sample) => sample.path)).toEqual(odd.toSorted((left, right) => byCodePoint(left.normalize('NFC'), right.normalize('NFC'))));
    expect(dataset.classes).toEqual(['-dog', '__proto__', 'chat noir', '\u00e9', '猫']);
    expect(dataset.samples.every((sample) => sample.path.normalize('NFC').startsWith(`${dataset.classes[sample.class ?? -1] ?? ''}/`))).toBe(true);
  });

  test.each([
    ['a train is a vehicle', ['bus/1.jpg', 'train/1.jpg', 'car/train_9.jpg'], ['bus', 'car', 'train']],
    ['words that only begin like parts', ['test tube/1.jpg', 'train station/1.jpg', 'testimony/1.jpg'], ['test tube', 'testimony', 'train station']],
    ['years and months in every class', ['cat/2020/1.jpg', 'cat/2021/1.jpg', 'dog/2020/1.jpg', 'dog/2021/1.jpg'], ['cat', 'dog']],
    ['one folder in every class', ['cat/raw/1.jpg', 'dog/raw/1.jpg'], ['cat', 'dog']],
  ])('takes folders for classes: %s', async (_, paths, classes) => {
    expect((await scanDataset(await folderOf(...paths))).classes).toEqual(classes);
  });

  test('names a class by its composed form, and reads the files by the form that the disk has', async () => {
    const dataset = await scanDataset(await folderOf('cafe\u0301/1.jpg', 'caf\u00e9/2.jpg', 'dog/1.jpg'));
    expect(dataset.classes).toEqual(['caf\u00e9', 'dog']);
    expect(dataset.samples.map(({ path }) => path)).toEqual(['cafe\u0301/1.jpg', 'caf\u00e9/2.jpg', 'dog/1.jpg']);
    const fingerprints = await Promise.all(['\u00e9', 'e\u0301'].map(async (e) => (await scanDataset(await folderOf(`caf${e}/1.jpg`, 'cafz/1.jpg'))).fingerprint));
    expect(new Set(fingerprints).size).toBe(1);
  });

  test('takes a picture next to the folders if its name tells one of their classes', async () => {
    expect(namesOf(await scanDataset(await folderOf('cat/1.jpg', 'dog/1.jpg', 'cat_9.jpg')))).toContainEqual(['cat_9.jpg', 'cat']);
  });
});

describe('links', () => {
  test('to files count as files; links to folders are followed once, and never in a circle', async () => {
    const elsewhere = await folderOf('far.jpg', 'deep/far.jpg');
    const root = await folderOf('cat/1.jpg', 'dog/1.jpg');
    await symlink(join(elsewhere, 'far.jpg'), join(root, 'cat', 'linked.jpg'));
    await symlink(elsewhere, join(root, 'mouse'));
    await symlink(elsewhere, join(root, 'mouse again'));
    await symlink(root, join(elsewhere, 'back'));
    await symlink(join(root, 'cat'), join(root, 'a cat by another name'));
    expect(namesOf(await scanDataset(root))).toEqual([
      ['cat/1.jpg', 'cat'], ['cat/linked.jpg', 'cat'], ['dog/1.jpg', 'dog'], ['mouse/deep/far.jpg', 'mouse'],
    ]);
  });

  test('that are broken are samples if they have the name of a picture', async () => {
    const root = await folderOf('cat/1.jpg', 'dog/1.jpg');
    await symlink(join(root, 'gone.jpg'), join(root, 'cat', '2.jpg'));
    await symlink(join(root, 'gone'), join(root, 'cat', 'nothing'));
    expect((await scanDataset(root)).samples.map((sample) => sample.path)).toEqual(['cat/1.jpg', 'cat/2.jpg', 'dog/1.jpg']);
  });

  test('to what is listed already add nothing, and are named', async () => {
    const root = await folderOf('cat/1.jpg', 'dog/1.jpg');
    await symlink('..', join(root, 'cat', 'up'));
    await symlink('../cat/1.jpg', join(root, 'dog', '2.jpg'));
    await symlink('dog', join(root, 'wolf'));
    const dataset = await scanDataset(root);
    expect(dataset.samples.map(({ path }) => path)).toEqual(['cat/1.jpg', 'dog/1.jpg']);
    expect(dataset.notes).toEqual(['3 links were left out, because each picture counts once and what they lead to is listed under another name: "cat/up", "dog/2.jpg", "wolf".']);
  });

  test('to the whole dataset are followed', async () => {
    const root = await folderOf('cat/1.jpg', 'dog/1.jpg');
    const link = join(await emptyFolder(), 'pets');
    await symlink(root, link);
    expect((await scanDataset(link)).samples).toHaveLength(2);
  });
});

describe('what is left out', () => {
  const notesOf = async (path: string): Promise<string> => (await scanDataset(path)).notes?.join('\n') ?? '';

  test('is told: other files by kind, and folders without a picture', async () => {
    const root = await folderOf('cat/1.jpg', 'dog/1.jpg', 'dog/2.bmp', 'bird/1.heic', 'bird/2.HEIC', 'dog/README');
    await mkdir(join(root, 'mouse'));
    const notes = await notesOf(root);
    expect(notes).toContain('2 folders have no picture and name no class: "bird", "mouse".');
    expect(notes).toContain('4 files were left out');
    expect(notes).toContain('2 .heic, 1 .bmp, 1 without an ending ("bird/1.heic", "bird/2.HEIC", "dog/2.bmp", …).');
    expect(await notesOf(await folderOf('cat/1.jpg', 'dog/1.jpg', 'dog/.hidden', 'unlabelled/1.jpg'))).toBe('');
  });

  test('is no picture by any of the names that pictures have', async () => {
    const names = ['1.jpg', '2.JPEG', '3.jpe', '4.jfif', '5.JIF', '6.pjpeg', '7.pjp', '8.mpo', '9.png', 'a.apng', 'b.webp', 'c.avif', 'd.avifs', 'e.gif', 'f.tif', 'g.TIFF'];
    const dataset = await scanDataset(await folderOf(...names.map((name) => `cat/${name}`), 'dog/1.jfif'));
    expect(dataset.samples).toHaveLength(names.length + 1);
    expect(dataset.notes).toBeUndefined();
  });

  test('is in the error where nothing is left', async () => {
    expect(await refusal(await folderOf('cat/1.heic'))).toContain('1 .heic ("cat/1.heic")');
  });

  test('are the runs and the cache that whisker wrote', async () => {
    const root = await folderOf('cat/1.jpg', 'dog/1.jpg', 'runs/first/samples/1.png', 'runs/second/samples/1.png', 'dog/cache/1.png');
    await put(join(root, 'runs/first/run.yaml'), '');
    await put(join(root, 'runs/first/events.jsonl'), '');
    await put(join(root, 'runs/second/run.yaml'), '');
    await put(join(root, 'runs/second/split.json'), '');
    vi.stubEnv('WHISKER_CACHE', join(root, 'dog/cache'));
    onTestFinished(() => void vi.unstubAllEnvs());
    const dataset = await scanDataset(root);
    expect(dataset.samples.map(({ path }) => path)).toEqual(['cat/1.jpg', 'dog/1.jpg']);
    expect(dataset.notes).toEqual(['3 folders that whisker wrote were left out: "dog/cache", "runs/first", "runs/second".']);
  });

  test('are folders of the system', async () => {
    const root = await folderOf('cat/1.jpg', 'dog/1.jpg', ...['@eaDir', '$RECYCLE.BIN', 'lost+found', '.@__thumb', 'System Volume Information', 'cat/@eaDir', '__MACOSX'].map((name) => `${name}/1.jpg`));
    await put(join(root, 'cat/Thumbs.db'), '');
    const dataset = await scanDataset(root);
    expect(dataset.samples.map(({ path }) => path)).toEqual(['cat/1.jpg', 'dog/1.jpg']);
    expect(dataset.notes).toBeUndefined();
  });

  test('are files whose name is not UTF-8', async () => {
    const root = await folderOf('cat/1.jpg', 'dog/1.jpg');
    await writeFile(Buffer.concat([Buffer.from(join(root, 'dog/')), Buffer.from([0xe9]), Buffer.from('.jpg')]), picture);
    const dataset = await scanDataset(root);
    expect(dataset.samples).toHaveLength(2);
    expect(dataset.notes).toEqual(['1 file or folder was left out, because the name is not UTF-8: "dog/\ufffd.jpg". Rename it.']);
  });
});

describe('file names', () => {
  test.each([
    ['cat_1.jpg', 'cat'], ['dog.7.jpg', 'dog'], ['cat.0.jpg', 'cat'], ['dog-12.png', 'dog'], ['cat 3.webp', 'cat'], ['cat (4).jpg', 'cat'],
    ['german_shepherd_104.jpg', 'german_shepherd'], ['cat_holiday_3217673b.jpg', 'cat_holiday'], ['été_1.jpg', 'été'], ['b2b_1.jpg', 'b2b'],
    ['cat.jpg', null], ['cat1.jpg', null], ['2021-05-03.jpg', null], ['_1.jpg', null], ['IMG_2041.jpg', null], ['DSC-0001.jpg', null],
  ])('%s tells the class %s', (name, expected) => {
    expect(classOfName(name)).toBe(expected);
  });

  test('tell the class if there are no folders', async () => {
    const dataset = await scanDataset(await folderOf('cat.0.jpg', 'cat_1.jpg', 'dog.7.jpg', 'dog-8.jpg', 'unlabelled/9.jpg'));
    expect(namesOf(dataset)).toEqual([['cat.0.jpg', 'cat'], ['cat_1.jpg', 'cat'], ['dog-8.jpg', 'dog'], ['dog.7.jpg', 'dog'], ['unlabelled/9.jpg', null]]);
  });
});

describe('scanDataset refuses ambiguous classes and lists three paths:', () => {
  test.each([
    ['pictures next to class folders', ['cat/1.jpg', 'dog/1.jpg', 'sofa.jpg'], ['"sofa.jpg"', '"cat/1.jpg"', '"dog/1.jpg"']],
    ['pictures next to folders of other classes', ['cat/1.jpg', 'dog/1.jpg', 'mouse_1.jpg'], ['"mouse_1.jpg"', '"cat/1.jpg"', '"dog/1.jpg"']],
    ['names without a class', ['a.jpg', 'b.jpg', 'cat_1.jpg', 'c.jpg'], ['3 of 4 pictures', '"a.jpg"', '"b.jpg"', '"c.jpg"']],
    ['a class a picture', ['beach 1.jpg', 'hotel 2.jpg', 'lunch 3.jpg'], ['3 classes for 3 pictures', '"beach 1.jpg"', '"hotel 2.jpg"', '"lunch 3.jpg"']],
    ['a single folder', ['pets/cat.1.jpg', 'pets/cat.2.jpg', 'pets/dog.1.jpg', 'pets/dog.2.jpg'], ['"pets"', '"pets/cat.1.jpg"', '"pets/cat.2.jpg"', '"pets/dog.1.jpg"']],
    ['parts of a split with the same classes', ['training_set/cat/1.jpg', 'training_set/dog/1.jpg', 'test_set/cat/2.jpg', 'test_set/dog/2.jpg'], ['"test_set", "training_set"', 'training_set"; whisker makes the split', '"training_set/cat/1.jpg"', '"test_set/cat/2.jpg"']],
    ['parts with a word of their own', ['seg_train/a/1.jpg', 'seg_test/a/1.jpg', 'seg_pred/1.jpg'], ['"seg_pred", "seg_test", "seg_train"', '"seg_pred/1.jpg"']],
    ['pictures to predict beside parts', ['train/1.jpg', 'val/1.jpg', 'pred/1.jpg'], ['"pred", "train", "val"']],
    ['a part beside classes', ['cat/1.jpg', 'dog/1.jpg', 'test/7.jpg'], ['The folder "test"', '"test/7.jpg"', 'keep only the classes ("cat", "dog")']],
    ['a folder that may be a class, with classes inside', ['cat/1.jpg', 'dog/1.jpg', 'train/cat_7.jpg'], ['The folder "train"', '"train/cat_7.jpg"']],
    ['the same folders in all folders', ['a/cat/1.jpg', 'a/dog/1.jpg', 'b/cat/1.jpg', 'b/dog/1.jpg'], ['"a", "b"', '"cat", "dog"', '"a/cat/1.jpg"', '"a-cat"']],
    ['parts of a split', ['train/cat/1.jpg', 'train/cat/2.jpg', 'test1/1.jpg', 'val/1.jpg'], ['"train/cat/1.jpg"', '"test1/1.jpg"', '"val/1.jpg"']],
  ])('%s', async (_, paths, parts) => {
    const message = await refusal(await folderOf(...paths));
    for (const part of parts) expect(message).toContain(part);
    expect(message).toMatch(/manifest/);
  });
});

describe('scanDataset refuses', () => {
  test('a folder that does not exist', async () => {
    expect(await refusal(join(await emptyFolder(), 'nowhere'))).toMatch(/There is no folder or manifest ".*nowhere"/);
    expect(await refusal('')).toMatch(/There is no folder/);
  });

  test('an empty folder, or one without pictures', async () => {
    const root = await emptyFolder();
    expect(await refusal(root)).toMatch(/has no pictures: no file in it ends in \.jpg, \.jpeg/);
    await put(join(root, 'notes', 'a.txt'), 'none here');
    await mkdir(join(root, 'cat'));
    expect(await refusal(root)).toMatch(/has no pictures/);
  });

  test('a picture file', async () => {
    expect(await refusal(join(await folderOf('cat_1.jpg'), 'cat_1.jpg'))).toMatch(/neither a folder nor a manifest/);
  });

  test('a single class if two are needed', async () => {
    const dataset = await scanDataset(await folderOf('cat/1.jpg', 'unlabelled/1.jpg'));
    expect(dataset.classes).toEqual(['cat']);
    expect(() => requireClasses(dataset, 1)).not.toThrow();
    expect(() => requireClasses(dataset, 2)).toThrow(/have only 1 class \("cat"\); at least 2 are needed/);
    expect(() => requireClasses({ root: 'x', classes: [] }, 2)).toThrow(WrongCommand);
  });

  test('to continue after an abort', async () => {
    const root = await folderOf('cat/1.jpg', 'dog/1.jpg');
    await expect(scanDataset(root, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  });
});

test('the fingerprint changes with a path, a class or a size, and with nothing else', async () => {
  const fingerprintOf = async (...paths: string[]) => (await scanDataset(await folderOf(...paths))).fingerprint;
  const first = await fingerprintOf('cat/1.jpg', 'dog/1.jpg', 'dog/2.jpg');
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(await fingerprintOf('dog/2.jpg', 'dog/1.jpg', 'cat/1.jpg')).toBe(first);
  expect(await fingerprintOf('cat/1.jpg', 'dog/1.jpg', 'dog/3.jpg')).not.toBe(first);
  const root = await folderOf('cat/1.jpg', 'dog/1.jpg', 'dog/2.jpg');
  await put(join(root, 'dog/2.jpg'), Buffer.concat([picture, picture]));
  expect((await scanDataset(root)).fingerprint).not.toBe(first);
  await put(join(root, 'dog/2.jpg'), picture);
  await put(join(root, 'all.csv'), 'path,class\ncat/1.jpg,cat\ndog/1.jpg,dog\ndog/2.jpg,dog\n');
  expect((await scanDataset(join(root, 'all.csv'))).fingerprint).toBe(first);
  await put(join(root, 'all.csv'), 'path,class\ncat/1.jpg,cat\ndog/1.jpg,dog\ndog/2.jpg,\n');
  expect((await scanDataset(join(root, 'all.csv'))).fingerprint).not.toBe(first);
});

test('paths are sorted by their code points', () => {
  const codePoints = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const expected = (left: string, right: string): number => {
    const [a, b] = [codePoints(left), codePoints(right)];
    const at = a.findIndex((point, i) => point !== b[i]);
    return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
  };
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '～', '\ud7ff', '😺', '🙀', '\uffff', 'é'), maxLength: 4 });
  fc.assert(fc.property(text, text, (left, right) => Math.sign(byCodePoint(left, right)) === Math.sign(expected(left, right))));
  expect(byCodePoint('～', '😺')).toBeLessThan(0);
});
