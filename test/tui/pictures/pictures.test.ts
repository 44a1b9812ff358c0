import { inflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deleteKitty, drawBlocks, drawKitty, fitCells, protocolOf, type Colours, type Picture } from '../../../src/tui/pictures/index.js';
import { cellsOf, readKitty } from './screen.js';

/** A picture by its colours. */
const painted = (width: number, height: number, colour: (x: number, y: number) => readonly [number, number, number]): Picture => ({
  width, height, pixels: Uint8Array.from(Array.from({ length: width * height }, (_, index) => colour(index % width, Math.floor(index / width))).flat()),
});
const gradient = painted(64, 64, (x, y) => [x * 4, y * 4, 128]);
const checks = painted(4, 4, (x, y) => ((x + y) % 2 === 0 ? [255, 255, 255] : [0, 0, 0]));
/** Returns what xterm shows for a colour of its cube or its greys. */
function rgbOf(code: number): readonly number[] {
  if (code >= 232) return [0, 1, 2].map(() => 8 + 10 * (code - 232));
  const level = (place: number) => [0, 95, 135, 175, 215, 255][Math.floor((code - 16) / place) % 6] ?? 0;
  return [level(36), level(6), level(1)];
}
/** A dark picture with a bright disc. */
const disc = painted(64, 64, (x, y) => (Math.hypot(x - 31.5, y - 31.5) < 24 ? [250, 240, 200] : [10, 10, 40]));

describe('half blocks', () => {
  test('show the upper pixel in the foreground and the lower in the background', () => {
    const two = painted(1, 2, (_, y) => (y === 0 ? [255, 0, 0] : [0, 0, 255]));
    expect(drawBlocks(two, { columns: 1, rows: 1, colours: 16777216 })).toEqual(['\u001B[38;2;255;0;0;48;2;0;0;255m▀\u001B[0m']);
    expect(drawBlocks(two, { columns: 1, rows: 1, colours: 256 })).toEqual(['\u001B[38;5;196;48;5;21m▀\u001B[0m']);
    expect(drawBlocks(two, { columns: 1, rows: 1, colours: 16 })).toEqual(['\u001B[91;44m▀\u001B[0m']);
  });

  test('write a colour only where it changes', () => {
    const [row] = drawBlocks(painted(4, 2, () => [1, 2, 3]), { columns: 4, rows: 1, colours: 16777216 });
    expect(row).toBe('\u001B[38;2;1;2;3;48;2;1;2;3m▀▀▀▀\u001B[0m');
  });

  test('show the mean of the area that they cover', () => {
    expect(drawBlocks(checks, { columns: 2, rows: 1, colours: 16777216 })[0]).toContain('38;2;128;128;128;48;2;128;128;128');
    // A third of a pixel counts as a third.
    const thirds = painted(3, 2, (x) => [x === 2 ? 240 : 0, 0, 0]);
    expect(cellsOf(drawBlocks(thirds, { columns: 2, rows: 1, colours: 16777216 })[0] ?? '').map(({ foreground }) => foreground)).toEqual(['38;2;0;0;0', '38;2;160;0;0']);
  });

  test('keep the mean of any picture at any size', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), (columns, rows, width, height) => {
      const picture = painted(width, height, (x, y) => [(x * 37 + y * 11) % 256, 0, 0]);
      const values = drawBlocks(picture, { columns, rows, colours: 16777216 }).flatMap((row) => cellsOf(row))
        .flatMap(({ foreground, background }) => [foreground, background].map((code) => Number(code.split(';')[2])));
      expect(values).toHaveLength(columns * rows * 2);
      const mean = (all: readonly number[]) => all.reduce((sum, value) => sum + value, 0) / all.length;
      expect(Math.abs(mean(values) - mean([...picture.pixels].filter((_, index) => index % 3 === 0)))).toBeLessThan(0.51);
    }));
  });

  test('have exactly their columns and rows, with any colours', () => {
    const any = fc.constantFrom<Colours>(2, 16, 256, 16777216);
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 30 }), any, fc.boolean(), (columns, rows, colours, ascii) => {
      const drawn = drawBlocks(gradient, { columns, rows, colours, ascii });
      expect(drawn).toHaveLength(rows);
      for (const row of drawn) expect(cellsOf(row)).toHaveLength(columns);
    }), { numRuns: 40 });
  });

  test('show a picture without colours', () => {
    expect(`\n${drawBlocks(disc, { columns: 24, rows: 12, colours: 2 }).join('|\n')}|\n`).toMatchInlineSnapshot(`
      "
                              |
              ▄▄▄▄▄▄▄         |
            ██▀████████▄      |
          ███████████████▄ ▀  |
         ▄███████▀█▄██████▄   |
         █████▄█████████▀██   |
         ██████████████████   |
         ▀███▀███▀██▄█████    |
          ▀████████████▀█     |
            ▀██▀██████▀▀    ▄ |
               ▀▀▀▀ ▀         |
                         ▀    |
      "
    `);
  });

  test('show a picture in ASCII', () => {
    expect(`\n${drawBlocks(disc, { columns: 24, rows: 12, colours: 2, ascii: true }).join('|\n')}|\n`).toMatchInlineSnapshot(`
      "
                              |
              .-====-.        |
           .+%@@@@@@@@%+.     |
          =%@@@@@@@@@@@@%=    |
         =@@@@@@@@@@@@@@@@=   |
         @@@@@@@@@@@@@@@@@@   |
         @@@@@@@@@@@@@@@@@@   |
         =@@@@@@@@@@@@@@@@=   |
          =%@@@@@@@@@@@@%=    |
           .+%@@@@@@@@%+.     |
              .-====-.        |
                              |
      "
    `);
  });

  test('of sixteen colours mix colours', () => {
    const codes = new Set(drawBlocks(painted(8, 8, () => [255, 128, 0]), { columns: 8, rows: 4, colours: 16 }).flatMap((row) => cellsOf(row)).map(({ foreground }) => foreground));
    expect(codes.size).toBeGreaterThan(1);
  });

  test('of 256 colours keep the mean colour of an area that no single colour matches', () => {
    const colour = [115, 140, 200] as const;
    const cells = drawBlocks(painted(16, 16, () => colour), { columns: 16, rows: 8, colours: 256 }).flatMap((row) => cellsOf(row));
    const shown = cells.flatMap(({ foreground, background }) => [foreground, background]).map((code) => rgbOf(Number(code.split(';')[2])));
    const mean = [0, 1, 2].map((channel) => shown.reduce((sum, rgb) => sum + (rgb[channel] ?? 0), 0) / shown.length);
    for (const [channel, value] of colour.entries()) expect(Math.abs((mean[channel] ?? 0) - value)).toBeLessThan(6);
  });

  test('of 256 colours show a muted dark area without strong specks, and as bright as it is', () => {
    const cells = drawBlocks(painted(32, 32, (x, y) => [62 + (x % 3), 52 + (y % 3), 42]), { columns: 32, rows: 16, colours: 256 }).flatMap((row) => cellsOf(row));
    const shown = cells.flatMap(({ foreground, background }) => [foreground, background]).map((code) => rgbOf(Number(code.split(';')[2])));
    for (const [red = 0, green = 0, blue = 0] of shown) expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(30);
    const bright = shown.map(([red = 0, green = 0, blue = 0]) => 0.299 * red + 0.587 * green + 0.114 * blue);
    expect(Math.abs(bright.reduce((sum, one) => sum + one, 0) / bright.length - 54.9)).toBeLessThan(2);
  });

  test('of 256 colours use the nearest of cube and greys', () => {
    const code = (rgb: readonly [number, number, number]) => cellsOf(drawBlocks(painted(1, 2, () => rgb), { columns: 1, rows: 1, colours: 256 })[0] ?? '')[0]?.foreground;
    expect(code([255, 255, 255])).toBe('38;5;231');
    expect(code([128, 128, 128])).toBe('38;5;244');
    expect(code([95, 135, 175])).toBe('38;5;67');
    expect(code([0, 0, 0])).toBe('38;5;16');
  });
});

describe('kitty\'s protocol', () => {
  test('sends the exact pixels in chunks and keeps the cursor', () => {
    const noise = painted(96, 96, (x, y) => [(x * 7919 + y * 104_729) % 256, (x * x * 31 + y * 17) % 256, (x * y * 13) % 256]);
    const { keys, data, chunks, more } = readKitty(drawKitty(noise, { columns: 20, rows: 10, id: 7 }));
    expect(Object.fromEntries(keys)).toEqual({ a: 'T', f: '24', o: 'z', s: '96', v: '96', i: '7', p: '1', c: '20', r: '10', C: '1', q: '2', m: '1' });
    expect(chunks.length).toBeGreaterThan(1);
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThanOrEqual(4096);
    // All but the last are a multiple of four, and say that more is to come.
    expect(chunks.slice(0, -1).every(({ length }) => length % 4 === 0)).toBe(true);
    expect(more).toEqual([...chunks.slice(1).map(() => '1'), '0']);
    expect([...inflateSync(Buffer.from(data, 'base64'))]).toEqual([...noise.pixels]);
  });

  test('sends a small picture in one chunk', () => {
    expect(readKitty(drawKitty(checks, { columns: 2, rows: 1, id: 1 })).more).toEqual(['0']);
  });

  test('sends no more pixels than the cells can show', () => {
    const { keys } = readKitty(drawKitty(painted(300, 300, () => [1, 1, 1]), { columns: 10, rows: 5, id: 1 }));
    expect([keys.get('s'), keys.get('v')]).toEqual(['100', '100']);
  });

  test('removes a picture', () => {
    expect(deleteKitty(7)).toBe('\u001B_Ga=d,d=I,i=7,q=2\u001B\\');
  });
});

describe('the size of a picture', () => {
  test('has no distortion: a cell is twice as high as it is wide', () => {
    expect(fitCells({ width: 512, height: 512 }, { columns: 80, rows: 20 })).toEqual({ columns: 40, rows: 20 });
    expect(fitCells({ width: 512, height: 512 }, { columns: 20, rows: 20 })).toEqual({ columns: 20, rows: 10 });
    expect(fitCells({ width: 400, height: 100 }, { columns: 40, rows: 40 })).toEqual({ columns: 40, rows: 5 });
    expect(fitCells({ width: 1, height: 1000 }, { columns: 10, rows: 10 })).toEqual({ columns: 1, rows: 10 });
  });

  test('is at least a cell and at most the room', () => {
    const size = fc.integer({ min: 1, max: 4000 });
    const cells = fc.integer({ min: 1, max: 300 });
    fc.assert(fc.property(size, size, cells, cells, (width, height, columns, rows) => {
      const fit = fitCells({ width, height }, { columns, rows });
      expect(fit.columns >= 1 && fit.columns <= columns && fit.rows >= 1 && fit.rows <= rows).toBe(true);
    }));
  });
});

describe('the protocol by the environment', () => {
  test.each([
    [{ TERM: 'xterm-kitty', KITTY_WINDOW_ID: '1' }, 'kitty'],
    [{ TERM: 'xterm-256color', KITTY_WINDOW_ID: '1' }, 'kitty'],
    [{ TERM: 'xterm-ghostty', TERM_PROGRAM: 'ghostty' }, 'kitty'],
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'WezTerm' }, 'blocks'],
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app' }, 'blocks'],
    [{ TERM: 'foot' }, 'blocks'],
    [{ TERM: 'xterm-256color' }, 'blocks'],
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'Apple_Terminal' }, 'blocks'],
    // Started from a window of kitty's, but another terminal.
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'vscode', KITTY_WINDOW_ID: '1' }, 'blocks'],
    [{ TERM: 'tmux-256color', TMUX: '/tmp/tmux', KITTY_WINDOW_ID: '1' }, 'blocks'],
    [{ TERM: 'screen-256color', KITTY_WINDOW_ID: '1' }, 'blocks'],
    [{ TERM: 'xterm-kitty', SSH_TTY: '/dev/pts/1' }, 'blocks'],
    [{ TERM: 'constructor' }, 'blocks'],
    [{}, 'blocks'],
  ])('%j: %s', (env, protocol) => {
    expect(protocolOf(env)).toBe(protocol);
  });
});
