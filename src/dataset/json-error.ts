type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'nothing';

/**
 * Finds the first character of `text` that is not valid JSON (RFC 8259), because `JSON.parse` reports it only for some errors.
 * @returns its offset; `text.length` if the text ends too early; null if the text is JSON
 */
export function findJsonError(text: string): number | null {
  const space = /[\t\n\r ]*/uy;
  const token =
    /([[\]{}:,])|("(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;
  const open: string[] = [];
  let expected: Expected = 'value';
  for (let position = 0; ; position = token.lastIndex) {
    space.lastIndex = position;
    token.lastIndex = position + (space.exec(text)?.[0].length ?? 0);
    const start = token.lastIndex;
    if (start === text.length) return expected === 'nothing' ? null : start;
    const match = token.exec(text);
    const next: Expected | null = match && after(match[1] ?? (match[2] === undefined ? 'scalar' : 'string'), expected, open);
    if (next === null) return start;
    expected = next;
  }
}

/** Returns what may follow `token`; null if `token` is not valid here. `open` is the stack of open brackets, which it updates. */
function after(token: string, expected: Expected, open: string[]): Expected | null {
  const wantsValue = expected === 'value' || expected === 'value or ]';
  const afterValue = (): Expected => (open.length > 0 ? ', or end' : 'nothing');
  switch (token) {
    case '[':
    case '{':
      if (!wantsValue) return null;
      open.push(token);
      return token === '[' ? 'value or ]' : 'key or }';
    case ']':
      return (expected === 'value or ]' || expected === ', or end') && open.pop() === '[' ? afterValue() : null;
    case '}':
      return (expected === 'key or }' || expected === ', or end') && open.pop() === '{' ? afterValue() : null;
    case ',':
      if (expected !== ', or end') return null;
      return open.at(-1) === '[' ? 'value' : 'key';
    case ':':
      return expected === ':' ? 'value' : null;
    case 'string':
      if (expected === 'key' || expected === 'key or }') return ':';
      return wantsValue ? afterValue() : null;
    default:
      return wantsValue ? afterValue() : null;
  }
}
