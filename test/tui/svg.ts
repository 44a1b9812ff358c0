import type { VirtualTerminal } from './virtual-terminal.js';

/** Cells in pixels. */
const [WIDTH, HEIGHT, MARGIN] = [8, 17, 12];
const [PAPER, INK] = ['#16181d', '#d8dce3'];

interface Appearance {
  readonly colour: string;
  readonly ground: string | null;
  readonly bold: boolean;
  readonly dim: boolean;
}

/** Returns the screen of a terminal with 24-bit colours as a picture: text that can be selected, with rectangles under it. */
export function svgOf({ cells, columns, rows }: VirtualTerminal): string {
  const [width, height] = [columns * WIDTH + 2 * MARGIN, rows * HEIGHT + 2 * MARGIN];
  const texts: string[] = [];
  const grounds: string[] = [];
  for (const [y, row] of cells.entries()) {
    for (let x = 0; x < row.length; ) {
      const style = row[x]?.style ?? '';
      let to = x;
      let text = '';
      while (to < row.length && row[to]?.style === style) text += row[(to += 1) - 1]?.character ?? ' ';
      const { colour, ground, bold, dim } = appearanceOf(style);
      const [left, top] = [MARGIN + x * WIDTH, MARGIN + y * HEIGHT];
      if (/^▀+$/.test(text)) {
        grounds.push(box(left, top, (to - x) * WIDTH, Math.ceil(HEIGHT / 2), colour), box(left, top + HEIGHT / 2, (to - x) * WIDTH, HEIGHT / 2 + 0.5, ground ?? PAPER));
      } else if (text.trim() !== '') {
        const dots = dotsOf(text, left, top);
        if (dots !== '') {
          grounds.push(`<path d="${dots}" stroke="${colour}" stroke-width="2.2" stroke-linecap="round" shape-rendering="auto"/>`);
          text = text.replaceAll(BRAILLE, ' ');
        }
        if (ground !== null) grounds.push(box(left, top, (to - x) * WIDTH, HEIGHT, ground));
        const attributes = `${colour === INK ? '' : ` fill="${colour}"`}${bold ? ' font-weight="bold"' : ''}${dim ? ' opacity="0.55"' : ''}`;
        // Renderers drop spaces at the ends and those that follow another, and would stretch the rest over their place.
        for (const { 0: words, index } of text.matchAll(/\S+( \S+)*/g)) {
          texts.push(`<text x="${left + index * WIDTH}" y="${top + 13}"${attributes} textLength="${words.length * WIDTH}" lengthAdjust="spacingAndGlyphs">${escaped(words)}</text>`);
        }
      }
      x = to;
    }
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="13.2" fill="${INK}">`,
    `<rect width="100%" height="100%" rx="8" fill="${PAPER}"/>`,
    `<g shape-rendering="crispEdges">${grounds.join('')}</g>`,
    texts.join('\n'),
    '</svg>',
    '',
  ].join('\n');
}

const BRAILLE = /[\u2800-\u28ff]/gu;
/** Returns the dots of braille characters as a path. Few fonts give braille the width of their other characters. */
function dotsOf(text: string, left: number, top: number): string {
  return [...text].flatMap((character, cell) => {
    const bits = (character.codePointAt(0) ?? 0) - 0x2800;
    if (bits < 0 || bits > 0xff) return [];
    return BRAILLE_BITS.flatMap((bit, dot) => ((bits & bit) === 0 ? [] : [`M${left + cell * WIDTH + 2 + 4 * (dot % 2)} ${top + 2 + 4.25 * Math.floor(dot / 2)}h0`]));
  }).join('');
}
/** Bits of the dots of a braille character, row by row (Unicode Standard, block Braille Patterns). */
const BRAILLE_BITS = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

const box = (x: number, y: number, width: number, height: number, fill: string): string => `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function appearanceOf(parameters: string): Appearance {
  const codes = parameters.split(';');
  const hex = (at: number): string => `#${codes.slice(at, at + 3).map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
  let appearance: Appearance = { colour: INK, ground: null, bold: false, dim: false };
  for (let at = 0; at < codes.length; at += 1) {
    if (codes[at] === '1') appearance = { ...appearance, bold: true };
    else if (codes[at] === '2') appearance = { ...appearance, dim: true };
    else if (codes[at] === '38' || codes[at] === '48') {
      appearance = codes[at] === '38' ? { ...appearance, colour: hex(at + 2) } : { ...appearance, ground: hex(at + 2) };
      at += 4;
    }
  }
  return appearance;
}
