import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createStatusLine, type StatusLine } from '../../src/cli/status-line.js';
import { VirtualTerminal } from '../tui/virtual-terminal.js';

/** A foot on a terminal of so many columns and rows. */
function terminalOf(columns: number, rows: number): { foot: StatusLine; line(text: string): void; shown(): readonly string[] } {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { columns, rows });
  const terminal = new VirtualTerminal(columns, rows);
  const foot = createStatusLine(stream);
  return {
    foot,
    line: (text) => {
      foot.clear();
      stream.write(`${text}\n`);
    },
    // A terminal begins a new line at its first column.
    shown: () => {
      terminal.write(String(stream.read() ?? '').replaceAll('\n', '\r\n'));
      return terminal.lines;
    },
  };
}

describe('lines that stand under everything else', () => {
  it('give way to what is written, and to other lines, and are taken back', () => {
    const { foot, line, shown } = terminalOf(20, 6);
    line('one');
    foot.show(['a', 'b']);
    expect(shown()).toEqual(['one', 'a', 'b', '', '', '']);
    line('two');
    expect(shown()).toEqual(['one', 'two', '', '', '', '']);
    foot.show(['c', 'd', 'e']);
    foot.show(['f']);
    expect(shown()).toEqual(['one', 'two', 'f', '', '', '']);
    foot.clear();
    foot.clear();
    expect(shown()).toEqual(['one', 'two', '', '', '', '']);
  });

  it('stand at the bottom of a screen that is full, and leave nothing there', () => {
    const { foot, line, shown } = terminalOf(20, 4);
    for (const text of ['one', 'two', 'three', 'four']) {
      line(text);
      foot.show(['a', 'b']);
    }
    expect(shown()).toEqual(['three', 'four', 'a', 'b']);
    line('five');
    expect(shown()).toEqual(['three', 'four', 'five', '']);
  });

  it('are cut at the edge; of more than the terminal is high, the last stands alone', () => {
    const { foot, line, shown } = terminalOf(8, 3);
    line('one');
    foot.show(['0123456789']);
    expect(shown()).toEqual(['one', '0123456', '']);
    foot.show(['a', 'b', 'c']);
    expect(shown()).toEqual(['one', 'c', '']);
  });
});
