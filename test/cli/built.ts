import { createRequire } from 'node:module';

/** The built module, because vitest cannot compile CommonJS written in TypeScript. */
export const uvThreadsOf = createRequire(import.meta.url)('../../dist/cli/uv-threads.cjs') as (words: readonly string[]) => number | undefined;
