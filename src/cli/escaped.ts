import { forTerminal } from '../config/index.js';
import type { CommandIo, TextStream } from './io.js';

/**
 * Returns streams that escape what names, messages and paths may do to a terminal, and that are as wide as `COLUMNS` says where they
 * are no terminal. Everything that a command prints goes through here.
 */
export function escaped<T extends CommandIo>(io: T): T {
  const typed = Number(io.env['COLUMNS']);
  const columns = Number.isInteger(typed) && typed > 0 ? typed : undefined;
  return { ...io, out: escapedStream(io.out, columns), err: escapedStream(io.err, columns) };
}

function escapedStream(stream: TextStream, columns: number | undefined): TextStream {
  return new Proxy(stream, {
    get(target, name) {
      if (name === 'columns' && columns !== undefined && target.isTTY !== true) return columns;
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name !== 'write' && name !== 'end') return value.bind(target);
      return (chunk: unknown, ...rest: unknown[]) => value.call(target, typeof chunk === 'string' ? forTerminal(chunk) : chunk, ...rest);
    },
  });
}
