import { atBothEnds, bold, coloured, dim, widthOfLine } from '../line.js';
import type { Line } from '../charts/index.js';
import { panelNames, type PanelName } from '../layout.js';

/** A panel's first row: its number and name, what it says in a word at the right, and a rule between them. */
export function titleOf(name: PanelName, width: number, sideNote: Line = []): Line {
  const number = panelNames.indexOf(name) + 1;
  const left: Line = [dim('─ '), coloured(String(number), 'sky'), bold(` ${name} `)];
  const right: Line = sideNote.length === 0 ? [] : [dim(' '), ...sideNote, dim(' ─')];
  const rule = width - widthOfLine(left) - widthOfLine(right);
  return rule < 1 ? atBothEnds(left, [], width) : [...left, dim('─'.repeat(rule)), ...right];
}
