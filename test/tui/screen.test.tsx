// Terminal codes begin with a control character.
/* eslint-disable no-control-regex */
import * as fc from 'fast-check';
import { renderToString } from 'ink';
import { describe, expect, it } from 'vitest';
import { Frame } from '../../src/tui/app.js';
import { sceneOf, scenes } from './scenes.js';
import { screenOf, shownOn } from './shown.js';
import { wholeModel } from './recorded.js';

const plainOf = (text: string): string => text.replaceAll(/\u001B\[[\d;]*m/g, '').replaceAll(/[ \n]+$/g, '');
const trimmed = (lines: readonly string[]): string => lines.map((line) => line.trimEnd()).join('\n').trimEnd();

describe('the screen', () => {
  it('shows what Ink itself would write, at every size from 60x15 to 300x100', () => {
    fc.assert(fc.property(scenes, ({ columns, rows, sceneFor }) => {
      const frame = <Frame {...sceneFor()} />;
      const expected = plainOf(renderToString(frame, { columns })).split('\n');
      expect(trimmed(shownOn(frame, columns, rows).lines)).toBe(trimmed(expected));
    }), { numRuns: 40 });
  });

  it('never writes past the last column or on the last row, and never scrolls', () => {
    fc.assert(fc.property(scenes, ({ columns, rows, sceneFor }) => {
      // The virtual terminal throws on a wrap, a scroll and a line feed.
      expect(shownOn(<Frame {...sceneFor()} />, columns, rows).lines.at(-1)).toBe('');
    }), { numRuns: 60 });
  });

  it('shows the same after a resize as on a new terminal', () => {
    const { terminal, screen } = screenOf(80, 24);
    for (const [columns, rows] of [[200, 50], [60, 15], [50, 10], [300, 100], [80, 24]] as const) {
      terminal.resize(columns, rows);
      screen.forget();
      screen.draw(<Frame {...sceneOf(columns, rows, { model: wholeModel })} />);
      expect(terminal.text).toBe(shownOn(<Frame {...sceneOf(columns, rows, { model: wholeModel })} />, columns, rows).text);
    }
    screen.release();
  });
});
