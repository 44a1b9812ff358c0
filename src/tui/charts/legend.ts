import type { Canvas } from './canvas.js';
import { drawCurve } from './curve.js';
import { Dots } from './dots.js';
import type { Characters, Colour } from '../text/span.js';

export interface Entry {
  readonly name: string;
  readonly letter: string;
  readonly colour: Colour;
  /** The last value of the curve; empty without one. */
  readonly value: string;
}

const GAP = 3;

/** The parts of an entry that are shown. */
interface Shown {
  readonly swatch: boolean;
  readonly value: boolean;
  /** Characters of a name. */
  readonly name: number;
}

/** Writes the legend into one row. Shows less of each entry where there is less room, and drops the last entries at the end. */
export function putLegend(canvas: Canvas, row: number, entries: readonly Entry[], characters: Characters): void {
  const longest = Math.max(0, ...entries.map(({ name }) => name.length));
  const cuts = Array.from({ length: Math.max(0, longest - 3) }, (_, index): Shown => ({ swatch: false, value: false, name: longest - 1 - index }));
  const choices: readonly Shown[] = [
    { swatch: true, value: true, name: longest },
    { swatch: false, value: true, name: longest },
    { swatch: true, value: false, name: longest },
    { swatch: false, value: false, name: longest },
    ...cuts,
    { swatch: false, value: false, name: 0 },
  ];
  const isSingle = entries.length === 1;
  const width = (shown: Shown) => entries.reduce((sum, entry) => sum + partsOf(entry, shown, isSingle, characters).length + GAP, -GAP);
  const shown = choices.find((choice) => width(choice) <= canvas.width) ?? { swatch: false, value: false, name: 0 };
  let column = 0;
  for (const [index, entry] of entries.entries()) {
    const text = partsOf(entry, shown, isSingle, characters);
    const more = index < entries.length - 1 ? 2 : 0;
    if (column + text.length + more > canvas.width && column + text.length > canvas.width - more) {
      canvas.put(row, Math.min(column, canvas.width - 1), characters === 'ascii' ? '~' : '…', { dim: true });
      return;
    }
    const swatch = shown.swatch && characters !== 'ascii' ? 4 : 0;
    const letter = isSingle ? 0 : 1;
    if (swatch > 0) canvas.put(row, column, swatchOf(index, characters), { colour: entry.colour });
    canvas.put(row, column + swatch, text.slice(swatch, swatch + letter), { colour: entry.colour, bold: true });
    canvas.put(row, column + swatch + letter, text.slice(swatch + letter), isSingle ? { colour: entry.colour } : {});
    column += text.length + GAP;
  }
}

function partsOf(entry: Entry, shown: Shown, isSingle: boolean, characters: Characters): string {
  const swatch = shown.swatch && characters !== 'ascii' ? '    ' : '';
  const name = cut(entry.name, shown.name, characters);
  const value = shown.value && entry.value !== '' ? ` ${entry.value}` : '';
  const letter = isSingle ? '' : name === '' ? entry.letter : `${entry.letter} `;
  return `${swatch}${letter}${name}${value}`;
}

function cut(name: string, length: number, characters: Characters): string {
  if (name.length <= length) return name;
  return length < 2 ? '' : `${name.slice(0, length - 1)}${characters === 'ascii' ? '~' : '…'}`;
}

/** Returns three cells of a line as the chart draws it. */
function swatchOf(owner: number, characters: Characters): string {
  const dots = new Dots(3, 1, characters);
  drawCurve(dots, [{ x: 0, y: 0 }, { x: dots.width - 1, y: 0 }], { x: (x) => x, y: () => Math.floor(dots.height / 2) }, owner);
  return [0, 1, 2].map((column) => dots.characterAt(column, '-')).join('');
}
