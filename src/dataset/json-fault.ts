type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'nothing';

/**
 * Where `text` stops being JSON (RFC 8259): the first character that cannot stand there, from 0, or `text.length` where it
 * only ends too early; null for what is JSON. `JSON.parse` names that place for some errors only.
 */
export function jsonFault(text: string): number | null {
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

/** What may follow `token`, or null where it cannot stand. `open` holds the brackets around it, and is kept up to date. */
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
