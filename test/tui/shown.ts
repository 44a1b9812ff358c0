import { PassThrough } from 'node:stream';
import type { ReactNode } from 'react';
import { Screen } from '../../src/tui/screen/screen.js';
import { VirtualTerminal } from './virtual-terminal.js';

/** Returns a terminal of this size and the screen that draws on it, as `openDashboard` has them. */
export function screenOf(columns: number, rows: number, write?: (codes: string) => void): { readonly terminal: VirtualTerminal; readonly screen: Screen } {
  const terminal = new VirtualTerminal(columns, rows);
  terminal.write('\u001B[?1049h');
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined, ref: () => undefined, unref: () => undefined });
  const screen = new Screen(input as unknown as NodeJS.ReadStream, terminal as unknown as NodeJS.WriteStream, write ?? ((codes) => terminal.write(codes)));
  return { terminal, screen };
}

/** Returns what a terminal of this size shows of a component. */
export function shownOn(node: ReactNode, columns = 120, rows = 30): VirtualTerminal {
  const { terminal, screen } = screenOf(columns, rows);
  screen.draw(node);
  screen.release();
  return terminal;
}
