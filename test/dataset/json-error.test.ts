import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonError } from '../../src/dataset/json-error.js';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('finds an error exactly where JSON.parse refuses the text', () => {
  const damage = fc.record({ at: fc.nat(), cut: fc.nat(3), put: fc.constantFrom('', ',', '}', ']', '"', ':', '\n', 'x', '0', '\\', '{', '[', '\u0001', '-') });
  const json = fc.json({ maxDepth: 3 }).chain((text) => fc.constantFrom(text, JSON.stringify(JSON.parse(text), null, 2)));
  let refused = 0;
  fc.assert(
    fc.property(json, fc.option(damage), (text, change) => {
      const at = change === null ? 0 : change.at % (text.length + 1);
      const damaged = change === null ? text : text.slice(0, at) + change.put + text.slice(at + change.cut);
      const error = findJsonError(damaged);
      expect(error === null).toBe(isJson(damaged));
      if (error !== null) refused += 1;
    }),
    { numRuns: 2000 },
  );
  expect(refused).toBeGreaterThan(500);
});

test.each([
  ['{"a": [1, 2,\n]}', 13],
  ['[1 2]', 3],
  ['{"a" 1}', 5],
  ['{a: 1}', 1],
  ['["a', 1],
  ['[1]]', 3],
  ['[01]', 2],
  ['[1, 2', 5],
  ['', 0],
  ['[1}', 2],
  ["['a']", 1],
])('finds the error of %j at %i', (text, at) => {
  expect(findJsonError(text)).toBe(at);
});
