import { closeSync, fstatSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../disk/index.js';
import { CacheFault, type CacheBlock } from '../workers/index.js';
import type { PixelCache } from './cache.js';
import { CacheFile } from './cache-file.js';
import { errors, messages } from './errors.js';
import type { Settings } from './settings.js';

/**
 * Decoded pixels of every sample in a file, which later runs find again and other processes may share. Its descriptor is
 * open while it is in use, and that includes every task in a worker: its number may be another file's after that.
 */
export class DiskCache implements PixelCache {
  readonly #file: CacheFile;
  readonly #total: number;
  readonly #tell: (sentence: string) => void;
  #marks: SharedArrayBuffer;
  #descriptor: number | undefined;
  /** Which file it was when the marks were made. */
  #identity = '';
  #uses = 0;
  #told = false;

  /**
   * Finds or makes the file.
   * @param freeBytes what is free on the disk of a folder
   * @throws WrongCommand when the disk is too full, or the folder cannot be written to
   */
  constructor(settings: Settings, freeBytes?: (folder: string) => number) {
    const folder = settings.cacheDir ?? join(cacheFolder(), 'pictures');
    this.#file = new CacheFile(folder, settings);
    this.#total = settings.samples.length;
    this.#marks = new SharedArrayBuffer(this.#total + 1);
    this.#tell = settings.onNotice ?? (() => undefined);
    try {
      const { needed, free } = this.#file.room(freeBytes);
      if (needed > 0) this.#tell(messages.needs(needed, folder, free));
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
        this.#tell(messages.lost(this.#file.path, error));
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
    this.#tellFault();
    return { store: this.#descriptor, position: this.#file.positionOf(index), marks: this.#marks, mark: index };
  }

  #open(): void {
    this.#descriptor = this.#file.open((fault) => this.#tell(messages.madeAnew(this.#file.path, fault)));
    const { dev, ino } = fstatSync(this.#descriptor);
    const identity = `${dev} ${ino}`;
    if (identity !== this.#identity) this.#marks = new SharedArrayBuffer(this.#total + 1);
    this.#identity = identity;
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  /** Workers note in the last mark that they could not write. */
  #tellFault(): void {
    const fault = Atomics.load(new Uint8Array(this.#marks), this.#total);
    if (fault === CacheFault.none || this.#told) return;
    this.#told = true;
    this.#tell((fault === CacheFault.full ? messages.full : messages.failed)(this.#file.path));
  }
}
