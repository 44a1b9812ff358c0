import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createDecodePool } from '../../src/workers/index.js';
import { namesIn, pictures, pixelsOf, taskFor } from './fixtures.js';

const names = [...namesIn('good').map((name) => `good/${name}`), ...namesIn('bad').map((name) => `bad/${name}`)];

describe.each([['threads', false], ['a process of its own', true]])('pictures in memory, decoded in %s', (_, isolate) => {
  it('give the pixels and the refusals of their files, and stay as they are', async () => {
    const pool = createDecodePool({ workers: 1, isolate });
    try {
      await Promise.all(names.map(async (name) => {
        const [file, memory] = [taskFor(name), taskFor(name)];
        const bytes = readFileSync(pictures + name);
        // A part of a larger buffer.
        const given = Buffer.concat([Buffer.alloc(99, 1), bytes, Buffer.alloc(99, 1)]).subarray(99, 99 + bytes.length);
        const [fromFile, fromMemory] = [await pool.decode(file), await pool.decode({ ...memory, path: 'a picture', bytes: given })];
        expect(fromMemory.refused, name).toBe(fromFile.refused);
        expect(Buffer.compare(pixelsOf(memory), pixelsOf(file)), name).toBe(0);
        expect(given.equals(bytes)).toBe(true);
      }));
      expect((await pool.decode({ ...taskFor('x'), bytes: new Uint8Array(0) })).refused).toBe('it is empty');
      expect((await pool.decode({ ...taskFor('x'), pixelLimit: 1, bytes: new Uint8Array(2 ** 26 + 9) })).refused).toBe('it has 67108873 bytes, more than any picture within pixel-limit needs');
    } finally {
      await pool.close();
    }
  });
});
