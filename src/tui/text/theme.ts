import type { Characters, Colour, Line } from './span.js';
import type { Colours } from '../pictures/index.js';

/** How lines look on a terminal. */
export interface Theme {
  readonly colours: Colours;
  readonly characters: Characters;
  /** Returns a line as text with escape codes. */
  paint(line: Line): string;
}

const ESC = '\u001B[';

/** The colours of Okabe and Ito in 24 bits, in the 256-colour cube, and among the 16, where each has one of its own. */
const palette: Readonly<Record<Colour, { readonly rgb: string; readonly cube: number; readonly basic: number }>> = {
  orange: { rgb: '230;159;0', cube: 214, basic: 33 },
  sky: { rgb: '86;180;233', cube: 74, basic: 96 },
  green: { rgb: '0;158;115', cube: 36, basic: 32 },
  yellow: { rgb: '240;228;66', cube: 227, basic: 93 },
  // Lighter than theirs (#0072B2), which is hard to see on black.
  blue: { rgb: '46;134;193', cube: 32, basic: 94 },
  vermillion: { rgb: '213;94;0', cube: 166, basic: 31 },
  purple: { rgb: '204;121;167', cube: 175, basic: 95 },
  grey: { rgb: '136;136;136', cube: 245, basic: 90 },
};

/** ASCII characters that `--ascii` shows in place of others in whisker's own texts. */
const asciiOf: Readonly<Record<string, string>> = {
  '·': '-', '…': '~', '─': '-', '│': '|', '╌': '-', '×': 'x', '–': '-', '—': '-', '▸': '>', '▶': '>', '◂': '<', '●': '*', '■': '#', '★': '*', '✓': '+', '±': '~', '←': '<', '→': '>', '’': "'", '⚠': '!', '✗': 'x', '⏸': '=',
};

export function createTheme(colours: Colours, ascii: boolean): Theme {
  const painted = new Map<Colour, string>();
  for (const [name, code] of Object.entries(palette)) painted.set(name as Colour, codeOf(code, colours));
  return {
    colours,
    characters: ascii ? 'ascii' : 'braille',
    paint(line) {
      let text = '';
      for (const { text: own, colour, bold, dim } of line) {
        const shown = ascii ? inAscii(own) : own;
        const start = (bold ? `${ESC}1m` : '') + (dim ? `${ESC}2m` : '') + (colour === undefined ? '' : (painted.get(colour) ?? ''));
        if (start === '') {
          text += shown;
          continue;
        }
        text += start + shown + (colour === undefined || colours === 2 ? '' : `${ESC}39m`) + (bold || dim ? `${ESC}22m` : '');
      }
      return text;
    },
  };
}

function codeOf({ rgb, cube, basic }: (typeof palette)[Colour], colours: Colours): string {
  switch (colours) {
    case 2:
      return '';
    case 16:
      return `${ESC}${basic}m`;
    case 256:
      return `${ESC}38;5;${cube}m`;
    default:
      return `${ESC}38;2;${rgb}m`;
  }
}

const inAscii = (text: string): string => text.replace(/[\u0080-\u{10ffff}]/gu, (character) => asciiOf[character] ?? '?');

/** Returns how many colours a terminal has. @param depth what Node's `getColorDepth` returns: bits a pixel. It heeds `FORCE_COLOR` and `NO_COLOR`. */
export const coloursOf = (depth: number): Colours => (depth >= 24 ? 16777216 : depth >= 8 ? 256 : depth >= 4 ? 16 : 2);
