import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { BenchFailed } from '../errors.js';
import { benchFolder } from '../places.js';

/** A line of pillow.py: the error, or Pillow's names of the format and mode, and `size * size * 3` bytes of sRGB in base64. */
const answer = z.union([z.object({ error: z.string() }), z.object({ kind: z.string(), mode: z.string(), pixels: z.string() })]);
export type PillowAnswer = z.infer<typeof answer>;

/** Decodes pictures with Pillow, and yields a result for each, in order. */
export async function* decodeWithPillow(python: string, files: readonly string[], size: number, pixelLimit: number): AsyncGenerator<PillowAnswer> {
  const child = spawn(python, [join(benchFolder, 'pictures', 'pillow.py'), String(size), String(pixelLimit)], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.end(files.map((file) => `${JSON.stringify(file)}\n`).join(''));
  let answers = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    answers += 1;
    yield answer.parse(JSON.parse(line));
  }
  if (answers < files.length) throw new BenchFailed(`Pillow ended at ${files[answers] ?? 'the end'}`);
}
