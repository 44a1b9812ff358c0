import { forTerminal } from '../config/index.js';
import type { CommandIo, TextStream } from './io.js';

/** Returns streams that escape what names, messages and paths may do to a terminal. Everything that a command prints goes through here. */
export const escaped = <T extends CommandIo>(io: T): T => ({ ...io, out: escapedStream(io.out), err: escapedStream(io.err) });

function escapedStream(stream: TextStream): TextStream {
  return new Proxy(stream, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name !== 'write' && name !== 'end') return value.bind(target);
      return (chunk: unknown, ...rest: unknown[]) => value.call(target, typeof chunk === 'string' ? forTerminal(chunk) : chunk, ...rest);
    },
  });
}
