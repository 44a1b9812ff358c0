import { readFileSync } from 'node:fs';

// Workers, WebAssembly, weights and addons are files beside the code. In another file, none of them would be found, one after the other.
if (!/\/config\/version\.[jt]s$/.test(import.meta.url)) {
  throw new Error('whisker-ml was put into a bundle, and needs its own files: leave it external. See docs/bundling.md in the package.');
}

// Read while the program loads: later, the process may be another user's, who cannot read it, or the package may have been replaced.
const content: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const { name, version: number }: { readonly name?: unknown; readonly version?: unknown } = typeof content === 'object' && content !== null ? content : {};

/** The name of the npm package. */
export const packageName = String(name ?? 'whisker');

/** The version of whisker. */
export const version = String(number ?? 'unknown');
