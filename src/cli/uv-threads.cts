import fs = require('node:fs');
import path = require('node:path');

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
  const typed = (name: string): string | undefined => {
    const at = words.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
    return at < 0 ? undefined : words[at]?.includes('=') ? words[at].slice(name.length + 3) : words[at + 1];
  };
  const own = typed('uv-threads');
  if (own !== undefined) return numberOf(own);
  const [config, run] = [typed('config'), typed('resume')];
  for (const file of [config, run === undefined ? undefined : path.join(run, 'run.yaml'), 'whisker.tuned.yaml']) {
    const threads = file === undefined ? undefined : numberOf(LINE.exec(textOf(file, readText))?.[1]);
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
