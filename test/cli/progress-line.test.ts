import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { pictureProgress } from '../../src/cli/picture-progress.js';
import { ProgressLine } from '../../src/cli/progress-line.js';
import { VirtualTerminal } from '../tui/virtual-terminal.js';

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

  it('is rewritten in place in a terminal, with what fits its width, and removed at the end', () => {
    const { at, clear, written } = lineOn(true);
    at(50, 5);
    at(100, 10);
    expect(written()).toBe('\r\u001B[Kscanning 10/4,000 pictures');
    clear();
    clear();
    expect(written()).toBe('\r\u001B[K');
  });
});

/** Returns a progress line on a virtual terminal. */
function terminalOf(columns: number, rows: number): { progress: ProgressLine; line(text: string): void; shown(): readonly string[] } {
  const stream = new PassThrough({ encoding: 'utf8' });
  const terminal = new VirtualTerminal(columns, rows);
  const progress = new ProgressLine({ isTTY: true, columns, rows }, (text) => void stream.write(text));
  return {
    progress,
    line: (text) => {
      progress.clear();
      stream.write(`${text}\n`);
    },
    // A terminal starts a new line at its first column.
    shown: () => {
      terminal.write(String(stream.read() ?? '').replaceAll('\n', '\r\n'));
      return terminal.lines;
    },
  };
}

it('shows its line on a terminal that does not know its size', () => {
  const written: string[] = [];
  new ProgressLine({ isTTY: true, columns: 0, rows: 0 }, (text) => written.push(text)).show(() => 'a line', 200);
  expect(written.join('')).toContain('a line');
});

describe('several lines of progress', () => {
  it('give way to other output, are replaced in place, and are cleared', () => {
    const { progress, line, shown } = terminalOf(20, 6);
    line('one');
    progress.replace(['a', 'b']);
    expect(shown()).toEqual(['one', 'a', 'b', '', '', '']);
    line('two');
    expect(shown()).toEqual(['one', 'two', '', '', '', '']);
    progress.replace(['c', 'd', 'e']);
    progress.replace(['f']);
    expect(shown()).toEqual(['one', 'two', 'f', '', '', '']);
    progress.clear();
    progress.clear();
    expect(shown()).toEqual(['one', 'two', '', '', '', '']);
  });

  it('stay at the bottom of a full screen, and leave nothing there', () => {
    const { progress, line, shown } = terminalOf(20, 4);
    for (const text of ['one', 'two', 'three', 'four']) {
      line(text);
      progress.replace(['a', 'b']);
    }
    expect(shown()).toEqual(['three', 'four', 'a', 'b']);
    line('five');
    expect(shown()).toEqual(['three', 'four', 'five', '']);
  });

  it('are cut at the edge, and only the last one is shown in a terminal that is too low', () => {
    const { progress, line, shown } = terminalOf(8, 3);
    line('one');
    progress.replace(['0123456789']);
    expect(shown()).toEqual(['one', '0123456', '']);
    progress.replace(['a', 'b', 'c']);
    expect(shown()).toEqual(['one', 'c', '']);
  });
});
