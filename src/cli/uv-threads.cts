import fs = require('node:fs');
import path = require('node:path');
import util = require('node:util');

/** Commands that use a chosen number of threads. */
const COMMANDS = ['train', 'compare'];
const LINE = /^uv-threads:\s*(\d+|auto)\s*(?:#.*)?$/m;
const MAX_THREADS = 1024;

/**
 * Returns the number of libuv threads from `--uv-threads`, the file of options, the resumed run or tune's result; the first
 * that names one wins, also with `auto`. Reads them before anything else and with synchronous calls only, because the first
 * asynchronous read starts the threads. Ignores errors: the command itself reports them later.
 */
function uvThreadsOf(words: readonly string[]): number | undefined {
  const [command = ''] = words;
  if (!COMMANDS.includes(command)) return undefined;
  const text = { type: 'string' } as const;
  const { values } = util.parseArgs({ args: [...words], strict: false, options: { 'uv-threads': text, config: text, resume: text } });
  const { 'uv-threads': typed, config, resume } = values;
  if (typed !== undefined) return numberOf(String(typed));
  for (const file of [config, typeof resume === 'string' ? path.join(resume, 'run.yaml') : undefined]) {
    const threads = typeof file === 'string' ? threadsIn(file) : undefined;
    if (threads !== undefined) return numberOf(threads);
  }
  return command === 'train' && threadsIn('whisker.tuned.yaml') !== undefined ? tunedThreads(words) : undefined;
}

function numberOf(text: string): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= MAX_THREADS ? number : undefined;
}

function threadsIn(file: string): string | undefined {
  try {
    return LINE.exec(fs.readFileSync(file, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

/** Whether the result belongs to this data and these options is known once they are resolved, which loads much of the program. */
function tunedThreads(words: readonly string[]): number | undefined {
  try {
    const { tunedThreads } = require('./tuned-threads.js') as { readonly tunedThreads: (words: readonly string[]) => number | undefined };
    return tunedThreads(words);
  } catch {
    return undefined;
  }
}

export = uvThreadsOf;
