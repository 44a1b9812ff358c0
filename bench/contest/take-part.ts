import { createInterface } from 'node:readline';
import { z } from 'zod';

const request = z.discriminatedUnion('do', [
  z.object({ do: z.literal('prepare') }),
  z.object({ do: z.literal('pass') }),
  z.object({ do: z.literal('first'), count: z.number(), file: z.string() }),
]);

/** A contestant's side of the conversation: what it does when it is asked. */
export interface Part {
  readonly versions: Readonly<Record<string, string>>;
  prepare?(): Promise<void>;
  pass(): Promise<object>;
  first(count: number, file: string): Promise<void>;
}

/** Answers each line of standard input with one on standard output, until there are no more. */
export async function takePart({ versions, prepare, pass, first }: Part): Promise<void> {
  const say = (answer: object): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);
  say({ versions });
  for await (const line of createInterface({ input: process.stdin })) {
    const asked = request.parse(JSON.parse(line));
    if (asked.do === 'pass') say(await pass());
    else {
      await (asked.do === 'first' ? first(asked.count, asked.file) : prepare?.());
      say({});
    }
  }
}
