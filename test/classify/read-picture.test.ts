import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readPicture } from '../../src/classify/read-picture.js';
import { WrongCommand } from '../../src/config/index.js';
import { temporaryFolder } from '../training/pictures.js';

const bytes = Buffer.from('picture bytes');
const path = join(await temporaryFolder(), 'a b.png');
writeFileSync(path, bytes);

const read = async (picture: unknown, { signal, pixelLimit = 100 }: { readonly signal?: AbortSignal; readonly pixelLimit?: number } = {}) => {
  const { name, content } = readPicture(picture as string, { place: 3, pixelLimit, signal });
  return { name, content: await content };
};

describe('a picture', () => {
  it.each([
    ['an absolute path', path, path],
    ['a relative path', 'some/picture.jpg', 'some/picture.jpg', join(process.cwd(), 'some/picture.jpg')],
    ['a URL', pathToFileURL(path), path],
    ['a URL as text', String(pathToFileURL(path)), path],
  ])('is %s, which a worker opens', async (_, picture, name, place = path) => {
    expect(await read(picture)).toEqual({ name, content: { path: place } });
  });

  const whole = new Uint8Array(20);
  whole.set(bytes, 4);
  it.each<[string, () => unknown, string?]>([
    ['a Buffer', () => bytes],
    ['a part of other bytes', () => whole.subarray(4, 4 + bytes.length)],
    ['an ArrayBuffer', () => Uint8Array.from(bytes).buffer],
    ['a Blob', () => new Blob([bytes])],
    ['a File', () => new File([bytes], 'cat.jpg'), 'cat.jpg'],
    ["a file's stream", () => createReadStream(path, { highWaterMark: 4 }), path],
    ['a stream in pieces', () => Readable.from([bytes.subarray(0, 5), bytes.subarray(5)])],
    ['a web stream', () => Readable.toWeb(createReadStream(path))],
    ['the body of a response', () => new Response(bytes).body],
    ['an async generator', async function* () { yield bytes.subarray(0, 1); yield bytes.subarray(1); }],
  ])('is %s', async (_, make, name = 'picture 3') => {
    const made = make();
    const { name: found, content } = await read(typeof made === 'function' ? made() : made);
    expect(found).toBe(name);
    expect('bytes' in content && Buffer.from(content.bytes).equals(bytes)).toBe(true);
  });

  it.each<[unknown, string]>([
    [undefined, 'picture 3 is undefined; it must be a path'],
    ['', "picture 3 is ''; it must be a path"],
    [7, 'picture 3 is 7'],
    [{ path: 'a.jpg' }, 'picture 3 is'],
    [new URL('https://example.org/cat.jpg'), 'https://example.org/cat.jpg is not on this machine: only file: URLs are read'],
    [createReadStream(path, 'utf8'), 'a b.png is a stream of text, and a picture is bytes'],
    [Readable.from([{ a: 1 }]), 'picture 3 is'],
  ])('is nothing else: %s', async (picture, message) => {
    const thrown: unknown = await read(picture).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(WrongCommand);
    expect(String(thrown)).toContain(message);
  });
});

describe('a stream', () => {
  it('that fails is a picture that is refused, with the cause', async () => {
    const cause = new Error('socket hang up');
    const stream = Readable.from((async function* () { yield bytes; throw cause; })());
    expect((await read(stream)).content).toEqual({ refused: 'its stream failed (socket hang up)', cause });
    const used = createReadStream(path);
    await read(used);
    expect((await read(used)).content).toEqual({ refused: 'its stream was read or destroyed before' });
    const locked = Readable.toWeb(createReadStream(path));
    locked.getReader();
    expect((await read(locked)).content).toMatchObject({ refused: expect.stringMatching(/^its stream failed .*locked/) });
    expect((await read(createReadStream('/none.jpg'))).content).toMatchObject({ refused: expect.stringContaining('ENOENT') });
  });

  it('is destroyed when it gives more than a picture can have', async () => {
    const endless = Readable.from((function* () { for (;;) yield Buffer.alloc(2 ** 20); })());
    expect((await read(endless, { pixelLimit: 1 })).content).toEqual({ refused: 'it has 68157440 bytes, more than any picture within pixel-limit needs' });
    expect(endless.destroyed).toBe(true);
  });

  it('is destroyed by an abort, also while it waits, and the reason is thrown', async () => {
    const stop = new AbortController();
    const silent = new PassThrough();
    let cancelled: unknown;
    const web = new ReadableStream({ cancel: (reason) => void (cancelled = reason) });
    const reads = [read(silent, { signal: stop.signal }), read(web, { signal: stop.signal })].map((one) => expect(one).rejects.toBe('enough'));
    await new Promise(setImmediate);
    stop.abort('enough');
    await Promise.all(reads);
    expect(silent.destroyed).toBe(true);
    expect(cancelled).toBeDefined();
    const late = new PassThrough();
    await expect(read(late, { signal: AbortSignal.abort('before') })).rejects.toBe('before');
    expect(late.destroyed).toBe(true);
  });
});
