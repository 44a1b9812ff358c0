import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes, formatClock, formatCount, formatDuration, formatPercent, formatRate, formatTimeLeft, formatTimeOfDay, pluralize, typable, typableOn } from '../../src/config/index.js';

describe('numbers for people', () => {
  it('have a comma every three digits', () => {
    expect([0, 999, 1000, 37_500, 1_234_567, -1234].map(formatCount)).toEqual(['0', '999', '1,000', '37,500', '1,234,567', '-1,234']);
  });

  it('agree with their noun', () => {
    expect([pluralize(1, 'picture'), pluralize(0, 'picture'), pluralize(1000, 'picture'), pluralize(2, 'class', 'classes')]).toEqual(['1 picture', '0 pictures', '1,000 pictures', '2 classes']);
  });

  it('are percentages with two decimals, or as many as asked', () => {
    expect([formatPercent(0.614), formatPercent(1), formatPercent(0.0123, 1)]).toEqual(['61.40 %', '100.00 %', '1.2 %']);
  });

  it('are rates with three digits', () => {
    expect([0.421, 9.996, 12.34, 99.96, 1038.4].map(formatRate)).toEqual(['0.42', '10.0', '12.3', '100', '1,038']);
  });

  it('are bytes in decimal units', () => {
    expect([0, 12_345, 999_499, 999_500, 640e6, 999.4e6, 999.5e6, 2.14e9].map(formatBytes)).toEqual(['0 kB', '12 kB', '999 kB', '1 MB', '640 MB', '999 MB', '1.0 GB', '2.1 GB']);
  });
});

describe('times for people', () => {
  it('are durations in at most two units', () => {
    expect([0.4211, 12.34, 59.94, 59.96, 125, 3599.7, 3725, 86_400 * 3 + 4 * 3600].map(formatDuration)).toEqual([
      '0.42 s', '12.3 s', '59.9 s', '1 min 00 s', '2 min 05 s', '1 h 00 min', '1 h 02 min', '3 d 04 h',
    ]);
  });

  it('are whole seconds when they are left', () => {
    expect([-1, 0, 7.6, 59.4, 59.6, 125, 3725].map(formatTimeLeft)).toEqual(['0 s', '0 s', '8 s', '59 s', '1 min 00 s', '2 min 05 s', '1 h 02 min']);
  });

  it('run on a clock', () => {
    expect([0, 42, 725, 3725, 3 * 86_400 + 4 * 3600 + 120].map(formatClock)).toEqual(['0:00', '0:42', '12:05', '1:02:05', '3 d 4:02']);
  });

  it('have a time of day in the zone of the machine', () => {
    expect(formatTimeOfDay(new Date(2026, 10, 28, 14, 3, 59).getTime())).toBe('14:03:59');
  });
});

describe('a path to type', () => {
  it('has quotes where a shell needs them', () => {
    expect(['runs/a-1', 'a b', `it's`, '~', ''].map(typable)).toEqual(['runs/a-1', "'a b'", String.raw`'it'\''s'`, "'~'", "''"]);
  });

  it.each([
    ['runs\\a-1', 'runs\\a-1'], ['C:\\Users\\me\\run', 'C:\\Users\\me\\run'], ['a b', '"a b"'], ["it's", `"it's"`], ['C:\\my photos', '"C:\\my photos"'], ['~', '"~"'], ['', '""'],
  ])('on Windows, %s is %s: cmd.exe knows no other quotation marks', (word, typed) => {
    expect(typableOn('win32', word)).toBe(typed);
  });

  it('is one line, with control characters as bash and zsh read them', () => {
    expect(typable("it's\n\u001B[31m\u009b\\")).toBe(String.raw`$'it\'s\n\x1b[31m\xc2\x9b\\'`);
  });

  it.skipIf(process.platform === 'win32')('is the same path to a shell, whatever its characters', () => {
    const words = ['a$HOME', '`id`', 'a"b', String.raw`a\b`, '*', '~root', 'a!b', '$(id)', ...fc.sample(fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')), 200)];
    const typed = execFileSync('bash', ['-c', `printf '%s\\0' ${words.map(typable).join(' ')}`], { encoding: 'utf8' });
    expect(typed.split('\0').slice(0, -1)).toEqual(words.map((word) => Buffer.from(word).toString()));
  });
});
