import fs = require('node:fs');
import nodeModule = require('node:module');
import os = require('node:os');
import path = require('node:path');
import uvThreadsOf = require('./uv-threads.cjs');

// sharp decodes and Node reads files on libuv's pool. It has four threads, unless this is set before the first one starts.
// Node 20 reads an ES module on that pool, which would be too late. So this file is CommonJS, and imports everything else
// after it has set the size.
process.env['UV_THREADPOOL_SIZE'] ??= String(uvThreadsOf(process.argv.slice(2)) ?? Math.max(4, 2 * os.availableParallelism() + 2));

// React's development build is several times slower, and keeps its measurements in memory, which grows in long runs.
process.env['NODE_ENV'] ??= 'production';

// Node 22 and later can store compiled code, which makes the next start faster. Node 20 cannot. Node's own place for it is in the folder
// of temporary files, where others could put something else.
const { enableCompileCache } = nodeModule as { readonly enableCompileCache?: (folder: string) => unknown };

async function load(): Promise<() => Promise<void>> {
  if (enableCompileCache !== undefined) {
    const { cacheFolder } = await import('../disk/cache-folder.js');
    try {
      // Only where set-up has made it: help and doctor change nothing on a new machine.
      if (fs.existsSync(cacheFolder())) enableCompileCache(path.join(cacheFolder(), 'compiled'));
    } catch {
      // A user without a home folder has none.
    }
  }
  return (await import('./program.js')).main;
}

load().then(
  (main) => main(),
  (error: unknown) => {
    process.stderr.write(`whisker is incomplete: ${error instanceof Error ? error.message : String(error)}. Build or install it again.\n`);
    process.exitCode = 1;
  },
);
