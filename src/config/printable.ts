/** Control characters, which may be commands to a terminal, and those that turn the direction of the text around them. */
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** What a line of progress sends to a terminal: erase this line, or this line and those above. */
// eslint-disable-next-line no-control-regex
const OWN = /(\r\u001B\[K|\u001B\[\d+A\r\u001B\[J)/;

const SHORT: Readonly<Record<string, string>> = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r' };

// As in JSON, so that escaped JSON is the same JSON.
const escape = (character: string): string => SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Returns a name or a message on one line, with every control character escaped as in JSON. */
export const printable = (text: string): string => text.replace(UNSAFE, escape);

/** Returns a path or a word on one line as one types it: in quotes where a shell would change it. Control characters are written as bash and zsh read them, `$'a\nb'`. */
export const typable = (word: string): string => typableOn(process.platform, word);

export function typableOn(platform: NodeJS.Platform, word: string): string {
  // For cmd.exe and PowerShell. No path on Windows has a quotation mark or a control character in it.
  if (platform === 'win32') return /^[\w./\\:@+=-]+$/.test(word) ? word : `"${printable(word)}"`;
  if (/^(?!~)[\w./~:@%+,=-]+$/.test(word)) return word;
  return printable(word) === word ? `'${word.replaceAll("'", String.raw`'\''`)}'` : `$'${word.replaceAll(/['\\]/g, String.raw`\$&`).replace(UNSAFE, shellEscape)}'`;
}

const shellEscape = (character: string): string =>
  SHORT[character] ?? [...Buffer.from(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

/** Returns a text for a terminal: it keeps lines, tabs and the codes of a line of progress, and no other control character. */
export const forTerminal = (text: string): string =>
  text.split(OWN).map((part, i) => (i % 2 === 1 ? part : part.replace(UNSAFE, (character) => (character === '\n' || character === '\t' ? character : escape(character))))).join('');
