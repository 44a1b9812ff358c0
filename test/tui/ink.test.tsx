import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { Box, render, Text } from 'ink';
import { describe, expect, it } from 'vitest';

/** Starts Ink with its own writer on a terminal that collects what is written. */
function inkOn(columns: number, rows: number, incrementalRendering: boolean) {
  const output = Object.assign(new EventEmitter(), { columns, rows, isTTY: true, written: '', write: (text: string) => ((output.written += text), true) });
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined, ref: () => undefined, unref: () => undefined });
  const ink = render(null, { stdout: output as unknown as NodeJS.WriteStream, stdin: input as unknown as NodeJS.ReadStream, incrementalRendering, patchConsole: false, exitOnCtrlC: false, maxFps: 0 });
  return { output, ink };
}

// Ink writes nothing before its end where CI is set.
describe.skipIf((process.env['CI'] ?? 'false') !== 'false')('the dashboard has a frame encoder because Ink\'s own writer', () => {
  it('puts a changed line one row too low with incrementalRendering in 6.8', () => {
    const { output, ink } = inkOn(20, 10, true);
    const lines = (second: string) => <Box flexDirection="column">{['one', second, 'three'].map((text) => <Text key={text}>{text}</Text>)}</Box>;
    ink.rerender(lines('two'));
    output.written = '';
    ink.rerender(lines('2'));
    ink.unmount();
    // The cursor is on row 3, below the frame. Up 2 and down 1 is row 2, but the changed line is on row 1.
    expect(output.written).toContain('\u001B[2A\u001B[E\u001B[1G2\u001B[K');
  });
});
