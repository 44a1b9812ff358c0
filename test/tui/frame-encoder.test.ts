// Terminal codes begin with a control character.
/* eslint-disable no-control-regex */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameEncoder } from '../../src/tui/screen/frame-encoder.js';
import type { PlacedPiece } from '../../src/tui/screen/piece.js';
import { VirtualTerminal } from './virtual-terminal.js';

const [COLUMNS, ROWS] = [24, 5];
const place = { x: 0, y: 0, width: COLUMNS, height: ROWS };
const STYLES = ['\u001B[1m', '\u001B[2m', '\u001B[22m', '\u001B[31m', '\u001B[38;2;1;2;3m', '\u001B[38;5;99m', '\u001B[39m', '\u001B[0m', '\u001B[48;2;9;8;7m', '\u001B[49m'];
const character = fc.oneof(fc.constantFrom(...'abm [;', '⠿', '▀'), fc.constantFrom(...STYLES));
/** A line of exactly the terminal's width. */
const line = fc.array(character, { maxLength: 60 }).map((parts) => {
  let cells = 0;
  const head = parts.filter((part) => part.length > 1 || (cells += 1) <= COLUMNS);
  return head.join('') + ' '.repeat(Math.max(0, COLUMNS - cells));
});
const frame = fc.array(line, { minLength: ROWS, maxLength: ROWS }).map((lines): PlacedPiece[] => [{ ...place, content: { lines } }]);
const piece = (x: number, y: number, ...lines: readonly string[]): PlacedPiece => ({ x, y, width: lines[0]?.length ?? 0, height: lines.length, content: { lines } });
const twoPieces = [piece(0, 0, 'left  ', 'lower '), piece(12, 1, 'right ')];
const picture = { pixels: new Uint8Array(12).fill(9), width: 2, height: 2 };
const withPicture = [piece(0, 0, 'title '), { x: 2, y: 1, width: 4, height: 2, content: { picture } }];

/** Returns what a terminal shows after these frames. */
function shown(frames: readonly (readonly PlacedPiece[])[]): VirtualTerminal['cells'] {
  const terminal = new VirtualTerminal(COLUMNS, ROWS);
  const encoder = new FrameEncoder();
  terminal.write('\u001B[?1049h');
  for (const pieces of frames) terminal.write(encoder.encode(pieces));
  return terminal.cells;
}

describe('the frame encoder', () => {
  it('leaves on the terminal what the last frame alone would show, cell by cell and style by style', () => {
    fc.assert(fc.property(fc.array(frame, { minLength: 1, maxLength: 6 }), (frames) => {
      expect(shown(frames)).toEqual(shown(frames.slice(-1)));
    }), { numRuns: 300 });
  });

  it('writes nothing where nothing changed, and one line where one changed', () => {
    const encoder = new FrameEncoder();
    encoder.encode([piece(3, 1, 'one', 'two')]);
    expect(encoder.encode([piece(3, 1, 'one', 'two')])).toBe('');
    expect(encoder.encode([piece(3, 1, 'one', 'owt')])).toBe('\u001B[?2026h\u001B[3;4Howt\u001B[0m\u001B[?2026l');
  });

  it('writes a whole frame where a piece has moved or is gone, whatever the order of the pieces', () => {
    const terminal = new VirtualTerminal(COLUMNS, ROWS);
    const encoder = new FrameEncoder();
    terminal.write(encoder.encode(twoPieces));
    expect(terminal.lines).toEqual(['left', 'lower       right', '', '', '']);
    expect(encoder.encode(twoPieces.toReversed())).toBe('');
    terminal.write(encoder.encode(twoPieces.slice(1)));
    expect(terminal.lines).toEqual(['', '            right', '', '', '']);
  });

  it('writes a whole frame on a terminal that something else has written on', () => {
    const terminal = new VirtualTerminal(COLUMNS, ROWS);
    const encoder = new FrameEncoder();
    terminal.write(encoder.encode(twoPieces));
    terminal.write('\u001B[3;1Hanother program');
    encoder.forget();
    terminal.write(encoder.encode(twoPieces));
    expect(terminal.lines).toEqual(['left', 'lower       right', '', '', '']);
  });

  it('keeps every line in its place where another program has moved the cursor', () => {
    const terminal = new VirtualTerminal(COLUMNS, ROWS);
    const encoder = new FrameEncoder();
    terminal.write(encoder.encode(twoPieces));
    terminal.write('\u001B[5;1Hwarning');
    terminal.write(encoder.encode([piece(0, 0, 'LEFT  ', 'lower '), piece(12, 1, 'RIGHT ')]));
    expect(terminal.lines).toEqual(['LEFT', 'lower       RIGHT', '', '', 'warning']);
  });

  it('sends a picture once, and removes it when it is gone', () => {
    const encoder = new FrameEncoder();
    expect(encoder.encode(withPicture)).toMatch(/\u001B7\u001B\[2;3H\u001B_Ga=T,[^\u001B]*c=4,r=2,[^\u001B]*\u001B\\\u001B8/);
    expect(encoder.encode(withPicture)).toBe('');
    expect(encoder.encode(withPicture.slice(0, 1))).toContain('\u001B_Ga=d,');
    expect(encoder.removePicture()).toBe('');
    encoder.encode(withPicture);
    expect(encoder.removePicture()).toContain('\u001B_Ga=d,');
  });
});
