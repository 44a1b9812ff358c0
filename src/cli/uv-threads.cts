import fs = require('node:fs');
import path = require('node:path');
import util = require('node:util');

/** Commands that use a tuned number of threads. */
const COMMANDS = ['train', 'compare'];
const LINE = /^\s*uv-threads:\s*(\d+)\s*(?:#.*)?$/m;
const MAX_THREADS = 1024;

/**
 * Returns the number of libuv threads from `--uv-threads`, the file of options, the resumed run or tune's result. Reads
 * them before anything else and with synchronous calls only, because the first asynchronous read starts the threads.
 * Ignores errors: the command itself reports them later.
 */
function uvThreadsOf(words: readonly string[], readText: (file: string) => string = (file) => fs.readFileSync(file, 'utf8')): number | undefined {
  if (!COMMANDS.includes(words[0] ?? '')) return undefined;
  const text = { type: 'string' } as const;
  const { values } = util.parseArgs({ args: [...words], strict: false, options: { 'uv-threads': text, config: text, resume: text } });
  const { 'uv-threads': typed, config, resume } = values;
  if (typed !== undefined) return numberOf(String(typed));
  const files = [config, typeof resume === 'string' ? path.join(resume, 'run.yaml') : undefined, 'whisker.tuned.yaml'];
  for (const file of files.filter((name) => typeof name === 'string')) {
    const threads = numberOf(LINE.exec(textOf(file, readText))?.[1]);
    if (threads !== undefined) return threads;
  }
  return undefined;
}

function numberOf(text: string | undefined): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= MAX_THREADS ? number : undefined;
}

function textOf(file: string, readText: (file: string) => string): string {
  try {
    return readText(file);
  } catch {
    return '';
  }
}

export = uvThreadsOf;
