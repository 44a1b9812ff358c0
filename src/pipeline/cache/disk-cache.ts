import { closeSync, fstatSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../disk/index.js';
import { CacheFault, type CacheBlock } from '../../workers/index.js';
import type { PixelCache } from './pixel-cache.js';
import { CacheFile } from './cache-file.js';
import { errors } from '../errors.js';
import { messages } from '../messages.js';
import type { Settings } from '../settings.js';

/**
 * Keeps the decoded pixels of every sample in a file that later runs find again and other processes may share. The file is
 * open while the cache is in use. Every task in a worker is a use: after a close, the descriptor's number can belong to
 * another file.
 */
export class DiskCache implements PixelCache {
  readonly #file: CacheFile;
  readonly #total: number;
  readonly #notify: (message: string) => void;
  #marks: SharedArrayBuffer;
  #descriptor: number | undefined;
  /** Identity of the file that the marks belong to. */
  #identity = '';
  #uses = 0;
  #faultReported = false;

  /**
   * Finds or creates the file.
   * @param freeBytes returns the free bytes on the disk of a folder
   * @throws WrongCommand when the disk is too full, or the folder is not writable
   */
  constructor(settings: Settings, freeBytes?: (folder: string) => number) {
    const folder = settings.cacheDir ?? join(cacheFolder(), 'pictures');
    this.#file = new CacheFile(folder, settings);
    this.#total = settings.samples.length;
    this.#marks = new SharedArrayBuffer(this.#total + 1);
    this.#notify = settings.onNotice ?? (() => undefined);
    try {
      const { needed, free } = this.#file.room(freeBytes);
      if (needed > 0) this.#notify(messages.cacheNeeds(needed, folder, free));
      this.#open();
    } catch (error) {
      throw errors.cacheFolder(folder, error);
    }
    this.#close();
  }

  use(): () => void {
    if (this.#uses++ === 0) {
      try {
        this.#open();
      } catch (error) {
        this.#notify(messages.cacheLost(this.#file.path, error));
      }
    }
    let used = true;
    return () => {
      if (!used) return;
      used = false;
      if (--this.#uses === 0) this.#close();
    };
  }

  blockOf(index: number): CacheBlock | undefined {
    if (this.#descriptor === undefined) return undefined;
    this.#reportFault();
    return { store: this.#descriptor, position: this.#file.positionOf(index), marks: this.#marks, mark: index };
  }

  #open(): void {
    this.#descriptor = this.#file.open((fault) => this.#notify(messages.cacheReplaced(this.#file.path, fault)));
    const { dev, ino } = fstatSync(this.#descriptor);
    const identity = `${dev} ${ino}`;
    if (identity !== this.#identity) this.#marks = new SharedArrayBuffer(this.#total + 1);
    this.#identity = identity;
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  /** Workers set the last mark when they cannot write to the file. */
  #reportFault(): void {
    const fault = Atomics.load(new Uint8Array(this.#marks), this.#total);
    if (fault === CacheFault.none || this.#faultReported) return;
    this.#faultReported = true;
    this.#notify((fault === CacheFault.full ? messages.cacheDiskFull : messages.cacheNotWritable)(this.#file.path));
  }
}
