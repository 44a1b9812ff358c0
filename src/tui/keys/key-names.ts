import type { Key } from 'ink';

/** Names of control characters that are keys of their own. */
const CONTROL: Readonly<Record<string, string>> = { '\t': 'tab', '\r': 'return', '\n': 'return', '\u001B': 'escape', '\u0003': 'ctrl-c', '\u001A': 'ctrl-z' };

/**
 * Returns the names of the keys in one input: the character typed, or `tab`, `escape`, `return`, `left`, `right`, `up`, `down`,
 * `ctrl-c`. One input has several keys where they arrive together, while the main thread is busy.
 */
export function namesOf(input: string, key: Key): readonly string[] {
  if (key.tab) return ['tab'];
  if (key.escape) return ['escape'];
  if (key.return) return ['return'];
  if (key.leftArrow) return ['left'];
  if (key.rightArrow) return ['right'];
  if (key.upArrow) return ['up'];
  if (key.downArrow) return ['down'];
  if (key.ctrl) return [`ctrl-${input}`];
  return [...input].map((character) => CONTROL[character] ?? character);
}
