import { GAP, panelNames, type Area, type Layout, type PanelName } from '../layout.js';
import type { View } from '../view.js';

export interface MouseEvent {
  readonly does: 'click' | 'right click' | 'wheel up' | 'wheel down';
  /** In cells, from 0. */
  readonly x: number;
  readonly y: number;
}

/** Rows that the wheel scrolls at a time. */
const WHEEL_ROWS = 3;
const BUTTONS: Readonly<Record<string, MouseEvent['does']>> = { 0: 'click', 2: 'right click', 64: 'wheel up', 65: 'wheel down' };

/**
 * Returns what a mouse does, from a report as Ink passes it on: `[<0;12;5M`, without its escape character. `ignored` for the release
 * of a button and other buttons, null for a key.
 */
export function mouseEventOf(input: string): MouseEvent | 'ignored' | null {
  // Shift, alt and control add 4, 8 and 16.
  const report = /^\[<(\d+);(\d+);(\d+)([Mm])$/.exec(input);
  if (report === null) return null;
  const [, button = '', x = '', y = '', end] = report;
  const does = BUTTONS[String(Number(button) & ~28)];
  return does === undefined || end === 'm' ? 'ignored' : { does, x: Number(x) - 1, y: Number(y) - 1 };
}

/** Returns the keys that do what a person means by a click or the wheel. Pure. */
export function keysOf({ does, x, y }: MouseEvent, { zoomed, help, asking, messages }: Pick<View, 'zoomed' | 'help' | 'asking' | 'messages'>, layout: Layout): readonly string[] {
  // The question wants a key: the next one may end the run.
  if (asking || layout.kind === 'line') return [];
  if (does === 'right click') return ['escape'];
  if (help) return does === 'click' ? ['escape'] : [];
  const panel = panelAt(layout.body, x, y, { left: 0, top: layout.header.height });
  if (panel === null) return [];
  if (does !== 'click') return wheelKeys(panel, zoomed, does === 'wheel up');
  if (messages.typing) return ['return'];
  if (zoomed !== null) return ['0'];
  const number = panelNames.findIndex((name) => name === panel) + 1;
  return number === 0 ? [] : [String(number)];
}

/** The wheel scrolls lists, and makes the range of the charts shorter or longer. */
function wheelKeys(panel: PanelName, zoomed: PanelName | null, isUp: boolean): readonly string[] {
  if (panel === 'messages' || panel === 'epochs') return zoomed === null ? [] : Array.from({ length: WHEEL_ROWS }, () => (isUp ? 'up' : 'down'));
  return panel === 'pictures' ? [] : [isUp ? '+' : '-'];
}

function panelAt(area: Area, x: number, y: number, { left, top }: { readonly left: number; readonly top: number }): PanelName | null {
  if (x < left || y < top || x >= left + area.width || y >= top + area.height) return null;
  if ('panel' in area) return area.panel;
  let at = { left, top };
  for (const inner of area.areas) {
    const panel = panelAt(inner, x, y, at);
    if (panel !== null) return panel;
    at = area.direction === 'row' ? { left: at.left + inner.width + GAP, top } : { left, top: at.top + inner.height };
  }
  return null;
}
