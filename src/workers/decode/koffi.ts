import { createRequire } from 'node:module';
import { arch, platform } from 'node:process';

/** The part of koffi that is used here. */
export interface Koffi {
  config(memory: { readonly sync_stack_size: number; readonly sync_heap_size: number }): void;
  load(path: string): Library;
  address(symbol: unknown): bigint;
}

export interface Library {
  /** Returns the function that `definition` declares in C. */
  func<Result>(definition: string): (...values: readonly unknown[]) => Result;
  symbol(name: string): unknown;
}

const require = createRequire(import.meta.url);

/**
 * Loads koffi's addon for this machine, which has all of koffi's functions. The package `koffi` does no more than load it, and has an
 * install script, with which pnpm refuses to install whisker.
 * @throws Error when there is none for this machine
 */
export const loadKoffi = (): Koffi => require(`@koromix/koffi-${platform}-${arch}`);
