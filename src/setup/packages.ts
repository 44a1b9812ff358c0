import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** Folder of the binding's npm package, which may be read-only and unscripted: nothing in it is touched. */
export const bindingPackage = (): string => dirname(require.resolve('@tensorflow/tfjs-node-gpu/package.json'));

/** Folder of Node's addon headers (N-API). */
export const nodeHeaders = (): string => join(dirname(require.resolve('node-api-headers/package.json')), 'include');

/** Folder of our addon's sources, as seen from what is built of this file and from this file itself. */
export const addonSources = (): string => fileURLToPath(new URL('../engine/addon', import.meta.url));
