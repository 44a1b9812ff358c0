#!/usr/bin/env node
import nodeModule = require('node:module');
import os = require('node:os');
import uvThreadsOf = require('./uv-threads.cjs');

// sharp decodes and Node reads files on libuv's pool: four threads, unless this is set before the first of them starts.
// Node 20 reads a program's first file on that pool when it is an ES module, and then it is too late: so this one file
// is CommonJS, and everything else is imported once the size stands.
process.env['UV_THREADPOOL_SIZE'] ??= String(uvThreadsOf(process.argv.slice(2)) ?? Math.max(4, 2 * os.availableParallelism() + 2));

// React's development build is several times as slow and keeps all that it measured: nothing for a run that lasts a night.
process.env['NODE_ENV'] ??= 'production';

// Node 22 and later keep what they compiled for the next start, which is then sooner; Node 20 cannot.
(nodeModule as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.();

import('./program.js').then(
  ({ main }) => main(),
  (error: unknown) => {
    process.stderr.write(`whisker is not whole: ${error instanceof Error ? error.message : String(error)}. Build or install it anew.\n`);
    process.exitCode = 1;
  },
);
