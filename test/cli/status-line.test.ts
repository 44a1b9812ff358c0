import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createStatusLine, type StatusLine } from '../../src/cli/status-line.js';
import { VirtualTerminal } from '../tui/virtual-terminal.js';

/** Returns a status line on a terminal of this size. */
function terminalOf(columns: number, rows: number): { status: StatusLine; line(text: string): void; shown(): readonly string[] } {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { columns, rows });
  const terminal = new VirtualTerminal(columns, rows);
  const status = createStatusLine(stream);
  return {
    status,
    line: (text) => {
      status.clear();
      stream.write(`${text}\n`);
    },
    // A terminal starts a new line at its first column.
    shown: () => {
      terminal.write(String(stream.read() ?? '').replaceAll('\n', '\r\n'));
      return terminal.lines;
    },
  };
}

describe('the status line', () => {
  it('makes room for other output, is replaced in place, and is cleared', () => {
    const { status, line, shown } = terminalOf(20, 6);
    line('one');
    status.show(['a', 'b']);
    expect(shown()).toEqual(['one', 'a', 'b', '', '', '']);
    line('two');
    expect(shown()).toEqual(['one', 'two', '', '', '', '']);
    status.show(['c', 'd', 'e']);
    status.show(['f']);
    expect(shown()).toEqual(['one', 'two', 'f', '', '', '']);
    status.clear();
    status.clear();
    expect(shown()).toEqual(['one', 'two', '', '', '', '']);
  });

  it('is at the bottom of a full screen, and leaves nothing there', () => {
    const { status, line, shown } = terminalOf(20, 4);
    for (const text of ['one', 'two', 'three', 'four']) {
      line(text);
      status.show(['a', 'b']);
    }
    expect(shown()).toEqual(['three', 'four', 'a', 'b']);
    line('five');
    expect(shown()).toEqual(['three', 'four', 'five', '']);
  });

  it('is cut at the edge, and shows its last line where the terminal is too low', () => {
    const { status, line, shown } = terminalOf(8, 3);
    line('one');
    status.show(['0123456789']);
    expect(shown()).toEqual(['one', '0123456', '']);
    status.show(['a', 'b', 'c']);
    expect(shown()).toEqual(['one', 'c', '']);
  });
});
