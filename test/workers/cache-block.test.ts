import * as fc from 'fast-check';
import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { blockBytes, readBlock, writeBlock } from '../../src/workers/cache/block.js';

const SIZE = 40;
const PIXELS = SIZE * SIZE * 3;
const BYTES = blockBytes(PIXELS);
const POSITION = 4096 + BYTES;
const PICTURE = Uint8Array.from({ length: PIXELS }, (_, index) => 1 + (index % 255));

const folder = mkdtempSync(join(tmpdir(), 'whisker-block-'));
const picture = join(folder, 'picture.jpg');
writeFileSync(picture, 'the picture');
const descriptor = openSync(join(folder, 'cache'), 'wx+');
afterAll(() => {
  closeSync(descriptor);
  rmSync(folder, { recursive: true });
});

/** A block that this process has written and read, so that it is known to be good. */
function knownBlock() {
  const block = { store: descriptor, position: POSITION, marks: new SharedArrayBuffer(2), mark: 0 };
  writeBlock(block, PICTURE, statSync(picture));
  const read = (): Uint8Array | null => readBlock(block, picture, SIZE);
  const spoil = (at: number): void => {
    const byte = Buffer.alloc(1);
    readSync(descriptor, byte, 0, 1, POSITION + at);
    writeSync(descriptor, Buffer.from([byte[0] ^ 255]), 0, 1, POSITION + at);
  };
  expect(Buffer.compare(read() ?? Buffer.alloc(0), PICTURE)).toBe(0);
  return { read, spoil };
}

describe('a block of a cache file that was good before', () => {
  it('is not used after the file was truncated anywhere before its end and has grown again', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: POSITION + 32 + PIXELS - 1 }), (end) => {
      const { read } = knownBlock();
      ftruncateSync(descriptor, end);
      ftruncateSync(descriptor, POSITION + 2 * BYTES);
      expect(read()).toBeNull();
    }));
  });

  it('is not used when any byte differs, as when another process is writing it', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 32 + PIXELS - 1 }), (at) => {
      const { read, spoil } = knownBlock();
      spoil(at);
      expect(read()).toBeNull();
    }));
  });
});
