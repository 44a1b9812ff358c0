import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { WrongCommand } from '../../src/config/index.js';
import { scanDataset } from '../../src/dataset/index.js';
import { folderOf, put } from './folder.js';

async function manifest(name: string, content: string | Uint8Array, ...pictures: readonly string[]): Promise<string> {
  const file = join(await folderOf(...pictures), name);
  await put(file, content);
  return file;
}

const read = async (name: string, content: string, ...pictures: readonly string[]) => {
  const { classes, samples } = await scanDataset(await manifest(name, content, ...pictures));
  return samples.map((sample) => [sample.path, sample.class === null ? null : classes[sample.class]]);
};

const refusal = async (name: string, content: string | Uint8Array, ...pictures: readonly string[]): Promise<string> => {
  const file = await manifest(name, content, ...pictures);
  const error: unknown = await scanDataset(file).then(() => null, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(WrongCommand);
  return error instanceof Error ? error.message : '';
};

describe('a manifest in CSV', () => {
  test('has the header path,class and paths relative to its folder; an empty class means none', async () => {
    const rows = await read('all.csv', 'path,class\nb/2.jpg,dog\na/1.jpg, cat \n./c.jpg,\n', 'a/1.jpg', 'b/2.jpg', 'c.jpg');
    expect(rows).toEqual([['a/1.jpg', 'cat'], ['b/2.jpg', 'dog'], ['c.jpg', null]]);
  });

  test('needs no header, and may come from a spreadsheet', async () => {
    const expected = [['1.jpg', 'cat'], ['2.jpg', 'dog']];
    expect(await read('all.csv', '1.jpg,cat\n2.jpg,dog', '1.jpg', '2.jpg')).toEqual(expected);
    expect(await read('ALL.CSV', '\ufeffClass,Path,notes\r\ncat,1.jpg,"good, sharp"\r\n\r\ndog,2.jpg,\n', '1.jpg', '2.jpg')).toEqual(expected);
  });

  test('may have quoted names with any character', async () => {
    const names = ['a,b.jpg', 'say "miau".jpg', 'new\nline.jpg', '😺.jpg', ' space.jpg'];
    const content = names.map((name) => `"${name.replaceAll('"', '""')}","chat, noir"`).join('\n');
    expect(await read('all.csv', `path,class\n${content}\n`, ...names)).toEqual(names.toSorted().map((name) => [name, 'chat, noir']));
  });

  test('may name pictures in other folders', async () => {
    const file = await manifest('lists/all.csv', 'path,class\n../a.jpg,cat\n../b/.hidden.jpg,dog\n', 'a.jpg', 'b/.hidden.jpg');
    const dataset = await scanDataset(file);
    expect(dataset.root).toBe(join(file, '..'));
    expect(dataset.samples.map((sample) => sample.path)).toEqual(['../a.jpg', '../b/.hidden.jpg']);
  });

  test.each([
    ['a bad header', 'file,label\n1.jpg,cat\n', /begins with "file,label"\. Its header must have the columns path and class/],
    ['semicolons', 'path;class\n1.jpg;cat\n', /begins with "path;class"/],
    ['a path alone', '1.jpg\n', /begins with "1\.jpg"/],
    ['a row too short', 'path,class\n1.jpg,cat\n2.jpg\n', /line 3: expected 2 columns, found 1/],
    ['a row too long', 'path,class\n1.jpg,cat,dog\n', /line 2: expected 2 columns, found 3/],
    ['an empty path', 'path,class\n,cat\n', /line 2: the path is empty/],
    ['a path twice', 'path,class\n1.jpg,cat\n2.jpg,dog\n./1.jpg,dog\n', /has "1\.jpg" twice, in lines 2 and 4/],
    ['missing files', 'path,class\n1.jpg,cat\n3.jpg,dog\n4.jpg,dog\n', /line 3: there is no file "3\.jpg" \(and 1 more are missing\)/],
    ['a folder', 'path,class\n1.jpg,cat\nfolder.jpg,cat\n', /line 3: there is no file "folder\.jpg"/],
    ['no picture', 'path,class\nall.csv,cat\n', /line 2: "all\.csv" does not end in \.jpg/],
    ['a quote that never ends', 'path,class\n"1.jpg,cat\n', /cannot be parsed: Quote Not Closed/],
    ['nothing', '', /has no pictures/],
    ['a header alone', 'path,class\n', /has no pictures/],
  ])('is refused for %s', async (_, content, sentence) => {
    expect(await refusal('all.csv', content, '1.jpg', '2.jpg', 'folder.jpg/x.jpg')).toMatch(sentence);
  });

  test('is refused if it is not UTF-8', async () => {
    expect(await refusal('all.csv', Buffer.from('path,class\nété.jpg,cat\n', 'latin1'))).toMatch(/is not UTF-8 text/);
  });
});

describe('a manifest in JSON Lines', () => {
  test('has one object a line; classes may be numbers, null or absent', async () => {
    const content = '{"path": "a.jpg", "class": "cat"}\n\n{"path":"b.jpg","class":7}\r\n{"path":"new\\nline.jpg","class":""}\n{"path":"d.jpg","class":null}\n{"path":"e.jpg"}';
    expect(await read('all.jsonl', content, 'a.jpg', 'b.jpg', 'new\nline.jpg', 'd.jpg', 'e.jpg')).toEqual([
      ['a.jpg', 'cat'], ['b.jpg', '7'], ['d.jpg', null], ['e.jpg', null], ['new\nline.jpg', null],
    ]);
  });

  test.each([
    ['no JSON', '{"path": "1.jpg", "class": "cat"}\n{"path": "2.jpg"\n', /line 2: not JSON/],
    ['another shape', '{"class": "cat"}\n', /line 1: expected an object like/],
    ['an unknown field', '{"path": "1.jpg", "class": "cat"}\n{"path": "2.jpg", "label": "dog"}\n', /line 2: there is no field "label"; a row has "path" and "class"/],
    ['a path twice', '{"path": "1.jpg"}\n{"path": "1.jpg"}\n', /twice, in lines 1 and 2/],
    ['a missing file', '{"path": "9.jpg"}\n', /line 1: there is no file "9\.jpg"\. Paths are relative to the manifest's folder/],
  ])('is refused for %s', async (_, content, sentence) => {
    expect(await refusal('all.jsonl', content, '1.jpg', '2.jpg')).toMatch(sentence);
  });
});
