import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { arch, platform } from 'node:process';
import type * as Koffi from 'koffi';
import { reasonOf } from '../config/index.js';

/** libjpeg-turbo's own interface (turbojpeg.h, version 3), as far as it is used here. */
export interface Turbo {
  /**
   * Reads the header of `bytes`, asks where the pixels are to go, and decodes them there: RGB, the accurate DCT and smooth
   * chroma, as libjpeg does by default.
   * @param reduction 1, 2, 4 or 8: what the stored edges are divided by, rounded up, by taking the lower frequencies only
   * @param roomFor of `width * height * 3` bytes, in pixels; null where they are not what was expected
   * @returns whether the picture is there, with nothing warned of
   */
  decode(bytes: Buffer, reduction: number, roomFor: (width: number, height: number) => Buffer | null): boolean;
}

const DECOMPRESS = 1;
const RGB = 0;
/** Numbers of parameters. */
const STOP_ON_WARNING = 0;
const WIDTH = 5;
const HEIGHT = 6;
/** The accurate DCT; stop on a warning; no more than 500 scans, where encoders write ten and bombs thousands. */
const FLAGS = 4096 | 8192 | 32768;

/**
 * Loads libjpeg-turbo for this thread. The npm package that carries it for many machines is a binding, too, but one that
 * always takes the fast DCT, which is off by several values, and that ends the process when a thread is ended in it; so only its library is used: beside the binding on Linux,
 * inside it elsewhere, where it can be called as long as its names were not taken out.
 * @throws where there is none for this machine
 */
export function openTurbo(): Turbo {
  const library = loadLibrary();
  const init = library.func('void *tj3Init(int)');
  const set = library.func('int tj3Set(void *, int, int)');
  const get = library.func('int tj3Get(void *, int)');
  const readHeader = library.func('int tj3DecompressHeader(void *, const uint8_t *, size_t)');
  // The older call takes the size that is wanted, where the newer wants a struct set before: koffi crashes the process when
  // a thread is ended while it reads one. With plain numbers and buffers it does not.
  const decompress = library.func('int tjDecompress2(void *, const uint8_t *, unsigned long, uint8_t *, int, int, int, int, int)');
  const destroy = library.func('void tj3Destroy(void *)');

  const start = (): unknown => {
    const handle: unknown = init(DECOMPRESS);
    if (handle === null) throw new Error('libjpeg-turbo does not start');
    set(handle, STOP_ON_WARNING, 1);
    return handle;
  };
  let handle = start();

  const decode: Turbo['decode'] = (bytes, reduction, roomFor) => {
    if (readHeader(handle, bytes, bytes.length) !== 0) return false;
    const width = Math.ceil(get(handle, WIDTH) / reduction);
    const height = Math.ceil(get(handle, HEIGHT) / reduction);
    const room = roomFor(width, height);
    if (room === null || room.length < width * height * 3) return false;
    return decompress(handle, bytes, bytes.length, room, width, width * 3, height, RGB, FLAGS) === 0;
  };
  return {
    decode(...picture) {
      if (decode(...picture)) return true;
      // What broke off in the middle of a picture cannot begin another.
      destroy(handle);
      handle = start();
      return false;
    },
  };
}

/** libjpeg-turbo's library, to call its functions by their names. */
export function loadLibrary(): Koffi.LibraryHandle {
  const require = createRequire(import.meta.url);
  const koffi: typeof Koffi = require('koffi');
  const machine = join(dirname(require.resolve('@julusian/jpeg-turbo')), 'prebuilds', `jpeg-turbo-${platform}-${arch}`);
  const paths = [machine, `${machine}-musl`].flatMap((folder) => ['libturbojpeg.so.0', 'node-napi-v7.node'].map((file) => join(folder, file)));
  return firstThatLoads(paths, (path) => koffi.load(path));
}

function firstThatLoads(paths: readonly string[], load: (path: string) => Koffi.LibraryHandle): Koffi.LibraryHandle {
  const reasons: string[] = [];
  for (const path of paths) {
    try {
      return load(path);
    } catch (error) {
      reasons.push(reasonOf(error));
    }
  }
  throw new Error(reasons[0]);
}
