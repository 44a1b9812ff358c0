import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { forTerminal, printable } from '../../src/config/index.js';

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/;
const odd = fc.string({ unit: fc.constantFrom('a', ' ', '猫', '\u001B', '\u009b', '[', 'K', '3', 'A', '\r', '\n', '\t', '\u007f', '\u202e') });

test('a name is on one line, with control characters as JSON writes them', () => {
  expect(printable('c\u001B[31mat do\ng \u009b2J \u202egpj.exe à 猫')).toBe(String.raw`c\u001b[31mat do\ng \u009b2J \u202egpj.exe à 猫`);
  fc.assert(fc.property(odd, (name) => !CONTROL.test(printable(name))));
});

// eslint-disable-next-line no-control-regex
const KEPT = /\r\u001B\[K|\u001B\[\d+A\r\u001B\[J|[\n\t]/g;

test('a text for a terminal keeps lines, tabs and the codes of a line of progress', () => {
  expect(forTerminal('\r\u001B[Ka\tb\n\u001B[2A\r\u001B[J\u001B[31mred\u0007')).toBe('\r\u001B[Ka\tb\n\u001B[2A\r\u001B[J\\u001b[31mred\\u0007');
  fc.assert(fc.property(odd, (name) => !CONTROL.test(forTerminal(name).replaceAll(KEPT, ''))));
});

test('escaped JSON is the same JSON', () => {
  fc.assert(fc.property(odd, (name) => JSON.parse(forTerminal(JSON.stringify({ name }))).name === name));
});
