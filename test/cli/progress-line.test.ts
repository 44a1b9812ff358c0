import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { pictureProgress } from '../../src/cli/picture-progress.js';

/** A line on a stream of a kind, with a clock of its own. */
function lineOn(isTTY: boolean) {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 30 });
  let ms = 0;
  const { show, clear } = pictureProgress(stream, { title: 'looking at ', now: () => ms });
  return { at: (time: number, done: number) => ((ms = time), show({ done, total: 4000, perSecond: 100, secondsLeft: 75 })), clear, written: () => String(stream.read() ?? '') };
}

describe('a line of progress', () => {
  it('in a file comes once work has taken ten seconds, and every ten seconds', () => {
    const { at, clear, written } = lineOn(false);
    at(9999, 900);
    expect(written()).toBe('');
    at(10_000, 1000);
    at(19_999, 1900);
    at(20_000, 2000);
    clear();
    expect(written().split('\n').map((line) => line.split('  ')[0])).toEqual(['looking at 1,000/4,000 pictures', 'looking at 2,000/4,000 pictures', '']);
  });

  it('on a terminal is one line that moves, no longer than it, and is taken back', () => {
    const { at, clear, written } = lineOn(true);
    at(50, 5);
    at(100, 10);
    expect(written()).toBe('\r\u001B[Klooking at 10/4,000 pictures ');
    clear();
    clear();
    expect(written()).toBe('\r\u001B[K');
  });
});
