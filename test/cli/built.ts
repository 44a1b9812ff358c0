import { createRequire } from 'node:module';

/** As it was built: what compiles this test for its runner does not know CommonJS written in TypeScript. */
export const uvThreadsOf = createRequire(import.meta.url)('../../dist/cli/uv-threads.cjs') as (words: readonly string[], readText?: (file: string) => string) => number | undefined;
