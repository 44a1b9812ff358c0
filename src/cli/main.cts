#!/usr/bin/env node
// Versions of Node that whisker does not support must be able to read this file and node-version.cts: no newer syntax, no imports.
import nodeProblem = require('./node-version.cjs');

const problem = nodeProblem(process.versions.node);
if (problem === undefined) {
  require('./start.cjs');
} else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
