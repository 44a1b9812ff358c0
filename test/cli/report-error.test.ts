import { readFile, rm } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { WorkFailed, WrongCommand } from '../../src/config/index.js';
import { reportError } from '../../src/cli/report-error.js';
import { runProgram } from '../../src/cli/program.js';
import { hangups, interruptions } from '../../src/cli/signals.js';

/** A stream that stores its output. */
class TextSink extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

function reported(error: unknown, env: NodeJS.ProcessEnv = {}): { code: number; text: string } {
  const err = new TextSink();
  const code = reportError(error, { err, env });
  return { code, text: err.text };
}

describe('a failed command ends', () => {
  it('with the sentence and the exit code of its error', () => {
    expect(reported(new WrongCommand('That is wrong.'))).toEqual({ code: 2, text: 'That is wrong.\n' });
    expect(reported(new WorkFailed('That failed.'))).toEqual({ code: 1, text: 'That failed.\n' });
  });

  it('with the names in it escaped, and a line for each entry of its list', () => {
    expect(reported(new WorkFailed('no file a\nb.jpg; these neither:', { list: ['c\u001B[2J.jpg', 'd\r.jpg'] })).text).toBe('no file a\\nb.jpg; these neither:\n  c\\u001b[2J.jpg\n  d\\r.jpg\n');
    const error = Object.assign(new Error("EACCES: permission denied, open 'a\nb'"), { code: 'EACCES' });
    expect(reported(error).text).toBe("EACCES: permission denied, open 'a\\nb': you do not have permission.\n");
  });

  it('with a remedy for an error of the machine', () => {
    const error = Object.assign(new Error("ENOSPC: no space left on device, write 'x'"), { code: 'ENOSPC' });
    expect(reported(error)).toEqual({ code: 1, text: "ENOSPC: no space left on device, write 'x': the disk is full; free some space and start again.\n" });
  });

  it('with the true reason where the current folder was deleted', () => {
    const error = Object.assign(new Error('ENOENT: no such file or directory, uv_cwd'), { code: 'ENOENT', syscall: 'uv_cwd' });
    expect(reported(error)).toEqual({ code: 1, text: 'The current folder does not exist any more: it was deleted or moved. Change to another one.\n' });
  });

  it('with one sentence and a file with the stack for a defect', async () => {
    const { code, text } = reported(new TypeError('x is not a function\nsecond line', { cause: new Error('deeper') }));
    expect(code).toBe(1);
    expect(text).toMatch(/^This is a bug in whisker, not in your command: x is not a function\nPlease attach this to a bug report: .*\.txt\n$/);
    const path = text.trimEnd().split(': ').at(-1) ?? '';
    const saved = await readFile(path, 'utf8');
    await rm(path);
    expect(saved).toContain('TypeError: x is not a function');
    expect(saved).toMatch(/^ {4}at /m);
    expect(saved).toContain('caused by Error: deeper');
  });

  it('with the stack itself when WHISKER_DEBUG is set', () => {
    expect(reported(new WrongCommand('That is wrong.'), { WHISKER_DEBUG: '1' }).text).toMatch(/^That is wrong\.\nWrongCommand: That is wrong\.\n {4}at /);
    expect(reported('a string', { WHISKER_DEBUG: '1' }).text).toBe('This is a bug in whisker, not in your command: a string\na string\n');
  });
});

describe('Ctrl-C', () => {
  function source(): { send: (signal: string) => void; exits: number[]; on: (signal: string, listener: () => void) => void; exit: (code?: number) => void } {
    const listeners = new Map<string, () => void>();
    const exits: number[] = [];
    return { exits, on: (signal, listener) => void listeners.set(signal, listener), exit: (code = 0) => void exits.push(code), send: (signal) => listeners.get(signal)?.() };
  }

  it('asks the command to end, and ends it at once the second time', () => {
    const from = source();
    const err = new TextSink();
    const { signal } = interruptions(from, err, () => true);
    from.send('SIGINT');
    expect({ aborted: signal.aborted, exits: from.exits }).toEqual({ aborted: true, exits: [] });
    expect(err.text).toContain('Press Ctrl-C again to end at once.');
    from.send('SIGINT');
    expect(from.exits).toEqual([130]);
  });

  it('SIGTERM counts as Ctrl-C', () => {
    const from = source();
    const { signal } = interruptions(from, new TextSink(), () => true);
    from.send('SIGTERM');
    expect(signal.aborted).toBe(true);
    from.send('SIGINT');
    expect(from.exits).toEqual([130]);
  });

  it('a closed terminal asks the command to end, silently, and never ends it at once', () => {
    const from = source();
    const err = new TextSink();
    const interruption = interruptions(from, err, () => true);
    const { signal, hangUp } = hangups(from, interruption, () => true);
    from.send('SIGHUP');
    from.send('SIGHUP');
    hangUp();
    expect({ gone: signal.aborted, ends: interruption.signal.aborted, exits: from.exits, text: err.text }).toEqual({ gone: true, ends: true, exits: [], text: '' });
  });

  it('a command that ignores hangups continues, and Ctrl-C still ends it', () => {
    const from = source();
    const interruption = interruptions(from, new TextSink(), () => true);
    const hangup = hangups(from, interruption, () => true);
    hangup.ignore();
    from.send('SIGHUP');
    expect({ gone: hangup.signal.aborted, ends: interruption.signal.aborted }).toEqual({ gone: true, ends: false });
    from.send('SIGTERM');
    expect(interruption.signal.aborted).toBe(true);
  });

  it('a closed terminal ends a command with nothing to save at once', () => {
    const from = source();
    hangups(from, interruptions(from, new TextSink(), () => false), () => false);
    from.send('SIGHUP');
    expect(from.exits).toEqual([130]);
  });

  it('ends a command with nothing to save at once', () => {
    const from = source();
    interruptions(from, new TextSink(), () => false);
    from.send('SIGINT');
    expect(from.exits).toEqual([130]);
  });
});

describe('a program', () => {
  it('never throws: it turns errors into a sentence and an exit code', async () => {
    const [out, err] = [new TextSink(), new TextSink()];
    const code = await runProgram(['report', '/dev/null/x'], { out, err, signal: new AbortController().signal, env: {} });
    expect(code).toBe(2);
    expect(err.text).toBe('There is no folder /dev/null/x.\n');
    expect(out.text).toBe('');
  });
});
