import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createDecodePool } from '../../src/workers/index.js';
import { readPicture } from '../../src/workers/decode/read.js';
import { asNobody } from '../as-nobody.js';
import { namesIn, pixelsOf, refusalOf, taskFor } from './fixtures.js';

const pool = createDecodePool({ workers: 2 });
const folder = mkdtempSync(join(tmpdir(), 'whisker-bad-'));
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});
const at = (name: string): string => join(folder, name);

describe('a bad picture is refused with its reason', () => {
  const reasons: Record<string, string | RegExp> = {
    'bomb.png': 'it has more than 100,000,000 pixels, the pixel-limit',
    'cut-header.jpg': 'the JPEG is cut short',
    'cut-last-byte.jpg': 'the JPEG is cut short',
    'cut-progressive.jpg': 'the JPEG is cut short',
    'cut.jpg': 'the JPEG is cut short',
    'cut.avif': 'the AVIF is cut short',
    'cut.gif': 'the GIF is cut short',
    'cut.png': 'the PNG is cut short',
    'cut.tiff': 'the TIFF is cut short',
    'cut.webp': 'the WebP is cut short',
    'drawing.svg': /^it is an SVG/,
    'drawing-named.png': /^it is an SVG/,
    'empty.jpg': 'it is empty',
    'film.mp4': 'it is a film, not a picture',
    'pages.pdf': /^it is a PDF/,
    'phone.heic': /^it is a HEIC picture/,
    'rotten.jpg': 'the JPEG is damaged',
    'rotten.png': 'the PNG is damaged',
    'text.jpg': 'it is none of JPEG, PNG, WebP, AVIF, GIF and TIFF',
  };

  it('there is a reason for every bad fixture', () => expect(Object.keys(reasons).sort()).toEqual(namesIn('bad').sort()));

  it.each(Object.entries(reasons))('%s: %s', async (name, reason) => {
    const task = taskFor(`bad/${name}`);
    pixelsOf(task).fill(7);
    const refused = await refusalOf(pool, task);
    expect(refused).toMatch(typeof reason === 'string' ? new RegExp(`^${reason}$`) : reason);
    expect(refused).not.toMatch(/\n|\/fixtures\/|Error/);
    expect(new Set(pixelsOf(task)), 'nothing is written').toEqual(new Set([7]));
  });

  it('a picture with more pixels than the limit', async () => {
    expect(await refusalOf(pool, taskFor('good/plain.png', { pixelLimit: 32 * 16 }))).toBeNull();
    expect(await refusalOf(pool, taskFor('good/plain.png', { pixelLimit: 32 * 16 - 1 }))).toBe('it has more than 511 pixels, the pixel-limit');
  });
});

describe('anything but a readable file is refused unread', () => {
  const refused = async (path: string): Promise<string | null> => refusalOf(pool, taskFor(path));

  it('a missing file, a folder, a dangling link, a link to itself', async () => {
    mkdirSync(at('folder.jpg'));
    symlinkSync(at('nothing.jpg'), at('dangling.jpg'));
    symlinkSync(at('loop.jpg'), at('loop.jpg'));
    expect(await refused(at('nothing.jpg'))).toBe('there is no such file');
    expect(await refused(at('folder.jpg'))).toBe('it is a folder, not a file');
    expect(await refused(at('dangling.jpg'))).toBe('there is no such file');
    expect(await refused(at('loop.jpg'))).toBe('it is a link that leads back to itself');
    expect(await refused(at('folder.jpg/inside/a.jpg'))).toMatch(/^there is no such file/);
  });

  it('a named pipe without a writer, without waiting for one', async () => {
    execFileSync('mkfifo', [at('pipe.jpg')]);
    expect(await refused(at('pipe.jpg'))).toBe('it is a named pipe, not a file');
  });

  it('a socket and a device', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(at('socket.jpg'), resolve));
    expect(await refused(at('socket.jpg'))).toBe('it is a socket or a device, not a file');
    await new Promise((resolve) => void server.close(resolve));
    expect(await refused('/dev/zero')).toBe('it is a socket or a device, not a file');
  });

  it('a file that is larger than any picture within the limit', async () => {
    writeFileSync(at('huge.jpg'), '');
    truncateSync(at('huge.jpg'), 2 ** 40);
    expect(await refused(at('huge.jpg'))).toMatch(/^it has 1099511627776 bytes/);
  });

  it('a file without permission to read', async () => {
    writeFileSync(at('secret.jpg'), 'secret');
    chmodSync(at('secret.jpg'), 0);
    chmodSync(folder, 0o755);
    expect(await asNobody(() => readPicture(at('secret.jpg'), 1e6))).toEqual({ refused: 'reading it is not permitted' });
  });
});
