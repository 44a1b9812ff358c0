import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { showSetup } from '../../src/cli/setup-progress.js';
import type { SetupEvent } from '../../src/setup/index.js';

describe('the progress of set-up', () => {
  const shown = (isTTY: boolean, events: readonly (readonly [ms: number, event: SetupEvent])[]): string => {
    let text = '';
    let time = 0;
    const stream = Object.assign(new Writable({ write: (chunk, _, done) => done(void (text += String(chunk))) }), { isTTY, columns: 200 });
    const show = showSetup(stream, () => time);
    for (const [ms, event] of events) {
      time = ms;
      show(event);
    }
    return text;
  };
  const at = (seconds: number): readonly [number, SetupEvent] => [1e6 + seconds * 1000, { kind: 'progress', what: 'downloading x', done: seconds * 10e6, total: 274e6, seconds }];
  const end: readonly [number, SetupEvent] = [2e6, { kind: 'message', text: 'Done.' }];

  test('is one line that is rewritten in a terminal, and gives way to a message', () => {
    expect(shown(true, [at(1), at(1.01), at(2), end])).toBe(
      '\r\u001B[KDownloading x   3 %   10 MB of 274 MB   10 MB/s   26 s left\r\u001B[KDownloading x   7 %   20 MB of 274 MB   10 MB/s   25 s left\r\u001B[KDone.\n',
    );
  });

  test('is a line every ten seconds in a file', () => {
    expect(shown(false, [...Array.from({ length: 25 }, (_, i) => at(i)), end])).toBe(
      'Downloading x   36 %   100 MB of 274 MB   10 MB/s   17 s left\nDownloading x   72 %   200 MB of 274 MB   10 MB/s   7 s left\nDone.\n',
    );
  });

  test('of a task without a known size is one line in a file, as it begins', () => {
    const compiling = (seconds: number): readonly [number, SetupEvent] => [1e6 + seconds * 1000, { kind: 'progress', what: 'compiling x', seconds }];
    expect(shown(false, [...Array.from({ length: 65 }, (_, i) => compiling(0.5 + i / 2)), end])).toBe('Compiling x\nDone.\n');
    expect(shown(true, [compiling(0.5), compiling(12), end])).toBe('\r\u001B[KCompiling x   1 s\r\u001B[KCompiling x   12 s\r\u001B[KDone.\n');
  });
});
