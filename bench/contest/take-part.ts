import { createInterface } from 'node:readline';
import { z } from 'zod';

const request = z.discriminatedUnion('do', [
  z.object({ do: z.literal('prepare') }),
  z.object({ do: z.literal('pass') }),
  z.object({ do: z.literal('first'), count: z.number(), file: z.string() }),
]);

/** What a contestant does for each request. */
export interface Handlers {
  readonly versions: Readonly<Record<string, string>>;
  prepare?(): Promise<void>;
  pass(): Promise<object>;
  first(count: number, file: string): Promise<void>;
}

/** Answers each line of standard input with a line on standard output, until the input ends. */
export async function takePart({ versions, prepare, pass, first }: Handlers): Promise<void> {
  const send = (answer: object): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);
  send({ versions });
  for await (const line of createInterface({ input: process.stdin })) {
    const asked = request.parse(JSON.parse(line));
    if (asked.do === 'pass') send(await pass());
    else {
      await (asked.do === 'first' ? first(asked.count, asked.file) : prepare?.());
      send({});
    }
  }
}
