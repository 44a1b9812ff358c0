import nodeModule = require('node:module');
import os = require('node:os');
import uvThreadsOf = require('./uv-threads.cjs');

// sharp decodes and Node reads files on libuv's pool. It has four threads, unless this is set before the first one starts.
// Node 20 reads an ES module on that pool, which would be too late. So this file is CommonJS, and imports everything else
// after it has set the size.
process.env['UV_THREADPOOL_SIZE'] ??= String(uvThreadsOf(process.argv.slice(2)) ?? Math.max(4, 2 * os.availableParallelism() + 2));

// React's development build is several times slower, and keeps its measurements in memory, which grows in long runs.
process.env['NODE_ENV'] ??= 'production';

// Node 22 and later can store compiled code, which makes the next start faster. Node 20 cannot.
(nodeModule as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.();

import('./program.js').then(
  ({ main }) => main(),
  (error: unknown) => {
    process.stderr.write(`whisker is incomplete: ${error instanceof Error ? error.message : String(error)}. Build or install it again.\n`);
    process.exitCode = 1;
  },
);
