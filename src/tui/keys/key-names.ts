import type { Key } from 'ink';

/** Names of control characters that are keys of their own. */
const CONTROL: Readonly<Record<string, string>> = { '\t': 'tab', '\r': 'return', '\n': 'return', '\u001B': 'escape', '\u0003': 'ctrl-c', '\u001A': 'ctrl-z', '\u007F': 'backspace', '\b': 'backspace' };

/** A code that no key here has: another function key, or a report of the terminal. Its characters are no keys. */
const CODE = /^\[[<?]?\d[\d;]*[A-Za-z~]$/;

/**
 * Returns the names of the keys in one input: the character typed, or `tab`, `escape`, `return`, `backspace`, `left`, `right`, `up`,
 * `down`, `pageup`, `pagedown`, `home`, `end`, `ctrl-c`. One input has several keys where they arrive together, while the main thread is busy.
 */
export function namesOf(input: string, key: Key): readonly string[] {
  if (key.tab) return ['tab'];
  if (key.escape) return ['escape'];
  if (key.return) return ['return'];
  if (key.leftArrow) return ['left'];
  if (key.rightArrow) return ['right'];
  if (key.upArrow) return ['up'];
  if (key.downArrow) return ['down'];
  if (key.pageUp) return ['pageup'];
  if (key.pageDown) return ['pagedown'];
  if (key.home) return ['home'];
  if (key.end) return ['end'];
  // Ink takes the backspace of most terminals (DEL) for the delete key.
  if (key.backspace || key.delete) return ['backspace'];
  if (CODE.test(input)) return [];
  if (key.ctrl) return [`ctrl-${input}`];
  return [...input].map((character) => CONTROL[character] ?? character);
}
