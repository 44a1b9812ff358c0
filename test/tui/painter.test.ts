import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Painter, type Piece } from '../../src/tui/painter.js';
import { VirtualTerminal } from './vt.js';

const [COLUMNS, ROWS] = [24, 5];
const SGR = ['\u001B[1m', '\u001B[2m', '\u001B[22m', '\u001B[31m', '\u001B[38;2;1;2;3m', '\u001B[38;5;99m', '\u001B[39m', '\u001B[0m', '\u001B[48;2;9;8;7m', '\u001B[49m'];
const line = fc.array(fc.oneof(fc.constantFrom(...'abm [;'), fc.constantFrom('⠿', '猫', '▀'), fc.constantFrom(...SGR)), { maxLength: 40 }).map((parts) => parts.join(''));
const place = { x: 0, y: 0, width: COLUMNS, height: ROWS };
const frame = fc.array(line, { maxLength: ROWS }).map((lines): Piece[] => [{ place, lines }]);
const beside: Piece[] = [
  { place: { x: 0, y: 0, width: 10, height: 2 }, lines: ['left', 'and more'] },
  { place: { x: 12, y: 1, width: 10, height: 1 }, lines: ['right'] },
];

/** What a terminal shows that was given all of these frames, and what one shows that was given the last alone. */
function shown(frames: readonly (readonly Piece[])[], from = 0): readonly (readonly { readonly character: string; readonly look: string }[])[] {
  const terminal = new VirtualTerminal(COLUMNS, ROWS);
  const painter = new Painter();
  terminal.write('\u001B[?1049h');
  for (const pieces of frames.slice(from)) terminal.write(painter.paint(pieces, COLUMNS, ROWS));
  return terminal.cells;
}

describe('a painter', () => {
  it('leaves on the screen what the last frame alone would have, cell by cell and colour by colour', () => {
    fc.assert(fc.property(fc.array(frame, { minLength: 1, maxLength: 6 }), (frames) => {
      expect(shown(frames)).toEqual(shown(frames, frames.length - 1));
    }), { numRuns: 500 });
  });

  it('writes nothing where nothing changed, and little where little did', () => {
    const painter = new Painter();
    const text = 'x'.repeat(20);
    painter.paint([{ place, lines: [text, text] }], COLUMNS, ROWS);
    expect(painter.paint([{ place, lines: [text, text] }], COLUMNS, ROWS)).toBe('');
    expect(painter.paint([{ place, lines: [text, `${text.slice(1)}y`] }], COLUMNS, ROWS)).toBe('\u001B[?2026h\u001B[2;20Hy\u001B[?2026l');
  });

  it('puts pieces beside each other, and takes away one that is gone', () => {
    const terminal = new VirtualTerminal(COLUMNS, ROWS);
    const painter = new Painter();
    terminal.write(painter.paint(beside, COLUMNS, ROWS));
    expect(terminal.lines).toEqual(['left', 'and more    right', '', '', '']);
    terminal.write(painter.paint(beside.slice(1), COLUMNS, ROWS));
    expect(terminal.lines).toEqual(['', '            right', '', '', '']);
  });

  it('begins anew on a screen that is not as it left it', () => {
    const terminal = new VirtualTerminal(COLUMNS, ROWS);
    const painter = new Painter();
    terminal.write(painter.paint(beside, COLUMNS, ROWS));
    terminal.write('\u001B[3;1Hsomebody else');
    painter.forget();
    terminal.write(painter.paint(beside, COLUMNS, ROWS));
    expect(terminal.lines).toEqual(['left', 'and more    right', '', '', '']);
  });

  it('cuts what lies beyond the terminal', () => {
    const terminal = new VirtualTerminal(8, 1);
    terminal.write('\u001B[?1049h');
    terminal.write(new Painter().paint([{ place, lines: ['0123456猫', 'below'] }], 8, 1));
    expect(terminal.lines).toEqual(['0123456']);
  });
});
