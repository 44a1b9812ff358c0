import { PassThrough } from 'node:stream';
import { expect, it, onTestFinished, vi } from 'vitest';
import { NonBlockingWriter } from '../../src/tui/terminal/non-blocking-writer.js';
import { Terminal } from '../../src/tui/terminal/terminal.js';

it('on Windows, which cannot stop a process, Ctrl-Z does nothing', () => {
  const { platform } = process;
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
  onTestFinished(() => {
    Object.defineProperty(process, 'platform', { value: platform });
    vi.restoreAllMocks();
  });
  const [input, output] = [new PassThrough(), new PassThrough()];
  const nothing = (): void => undefined;
  const terminal = new Terminal(input as unknown as NodeJS.ReadStream, output as unknown as NodeJS.WriteStream, new NonBlockingWriter(output as unknown as NodeJS.WriteStream, nothing), { onEnter: nothing, onLeave: () => '', onEnd: nothing });
  Object.defineProperty(process, 'platform', { value: 'win32' });
  terminal.suspend();
  expect(kill).not.toHaveBeenCalled();
  Object.defineProperty(process, 'platform', { value: 'linux' });
  terminal.suspend();
  expect(kill).toHaveBeenCalledWith(0, 'SIGTSTP');
  terminal.close();
});
