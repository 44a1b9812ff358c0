import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** Returns the folder of Node's addon headers (N-API). */
export const nodeHeaders = (): string => join(dirname(require.resolve('node-api-headers/package.json')), 'include');

/** Returns the folder of our addon's sources. The relative path is the same from this file and from its build. */
export const addonSources = (): string => fileURLToPath(new URL('../../src/engine/addon', import.meta.url));
