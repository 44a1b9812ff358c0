// Terminal codes begin with a control character.
/* eslint-disable no-control-regex */
import { describe, expect, it } from 'vitest';
import { drawPoints } from '../../src/tui/rings/draw-points.js';
import { RingsFrame } from '../../src/tui/rings/rings-frame.js';
import { ringsAsText } from '../../src/tui/index.js';
import { createTheme } from '../../src/tui/text/theme.js';
import { drawnEvent } from '../synth/drawn-rings.js';
import { shownOn } from './shown.js';

const plain = createTheme(2, false);
const [, , complement] = drawnEvent.learners;
const frame = (columns: number, rows: number, theme = plain) => shownOn(<RingsFrame event={drawnEvent} columns={columns} rows={rows} theme={theme} onKey={() => undefined} />, columns, rows);

describe('the picture of a learner', () => {
  it('shows labels, points and the boundary where they are, in cells twice as high as wide', () => {
    const lines = drawPoints(drawnEvent, complement, 20, plain).map((line) => line.replaceAll(/\u001B\[\d+m/g, ''));
    expect(lines.map((line) => line.length)).toEqual(Array.from({ length: 20 }, () => 40));
    const { labelled: { xy, classes }, edge } = drawnEvent;
    for (const [index, ring] of classes.entries()) {
      const [column, row] = [Math.floor((xy[2 * index] / edge + 1) * 20), Math.floor((1 - xy[2 * index + 1] / edge) * 10)];
      expect(lines[row][column]).toBe(ring === 0 ? '●' : '■');
    }
    // The boundary is a circle of radius 1.4, and the generated points lie along it: the middle row crosses it twice.
    expect(lines.join('')).toContain('+');
    expect(lines.join('')).toContain('×');
    expect([lines[0].trim(), lines.at(-1)?.trim()]).toEqual(['', '']);
  });

  it('has a ground where D says real only where the terminal has the colours for it', () => {
    expect(drawPoints(drawnEvent, complement, 20, createTheme(16777216, false)).join('')).toMatch(/\u001B\[48;2;0;24;95m[^]*\u001B\[48;2;95;24;0m/);
    const few = drawPoints(drawnEvent, complement, 20, createTheme(256, false)).join('');
    expect(new Set(few.match(/48;5;\d+/g))).toEqual(new Set(['48;5;17', '48;5;52']));
    expect(drawPoints(drawnEvent, complement, 20, createTheme(16, false)).join('')).not.toMatch(/\u001B\[48/);
  });
});

describe('the screen', () => {
  it.each([[80, 24], [200, 50], [60, 15]])('of %i x %i shows both generators side by side, with their accuracy', (columns, rows) => {
    const { lines, text } = frame(columns, rows);
    expect(lines[1]).toMatch(columns === 60 ? /^─ good +81\.2 % {2}─ complement +99\.8 %$/ : /^─ good .*accuracy 81\.2 % ─ +─ complement .*accuracy 99\.8 % ─$/);
    expect(text).toContain('step 120/500 · 0:03');
    expect(text).toMatch(/● ■ label {2}· unlabelled/);
    expect(text).toContain('q quit');
    expect(lines.at(-1)).toBe('');
  });

  it('uses ASCII alone where asked', () => {
    expect(frame(80, 24, createTheme(2, true)).text).toMatch(/^[\n -~]*$/);
  });

  it('of a small terminal is one line', () => {
    expect(frame(40, 10).text.trim()).toBe('step 120/500 · 0:03');
    expect(shownOn(<RingsFrame event={null} columns={80} rows={24} theme={plain} onKey={() => undefined} />, 80, 24).text.trim()).toBe('training begins');
  });
});

it('is text without escape codes for a file', () => {
  const text = ringsAsText(drawnEvent, { columns: 80, ascii: true, colourDepth: 1 });
  expect(text).toMatch(/^[\n -~]*$/);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(text).toContain('labels only 70.0 %');
  expect(ringsAsText(drawnEvent, { columns: 80, ascii: false, colourDepth: 24 })).toContain('\u001B[48;2;');
});
