import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { pictureProgress } from '../../src/cli/picture-progress.js';

/** Makes a progress line with a clock that the test moves. */
function lineOn(isTTY: boolean) {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 30 });
  let ms = 0;
  const { show, clear } = pictureProgress(stream, { title: 'scanning ', now: () => ms });
  return { at: (time: number, done: number) => ((ms = time), show({ done, total: 4000, perSecond: 100, secondsLeft: 75 })), clear, written: () => String(stream.read() ?? '') };
}

describe('a line of progress', () => {
  it('is printed every ten seconds in a file', () => {
    const { at, clear, written } = lineOn(false);
    at(9999, 900);
    expect(written()).toBe('');
    at(10_000, 1000);
    at(19_999, 1900);
    at(20_000, 2000);
    clear();
    expect(written().split('\n').map((line) => line.split('  ')[0])).toEqual(['scanning 1,000/4,000 pictures', 'scanning 2,000/4,000 pictures', '']);
  });

  it('is rewritten in place in a terminal, cut to its width, and removed at the end', () => {
    const { at, clear, written } = lineOn(true);
    at(50, 5);
    at(100, 10);
    expect(written()).toBe('\r\u001B[Kscanning 10/4,000 pictures  1');
    clear();
    clear();
    expect(written()).toBe('\r\u001B[K');
  });
});
