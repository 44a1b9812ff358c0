import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { arch, platform } from 'node:process';
import type * as Koffi from 'koffi';
import { reasonOf } from '../../config/index.js';
import type { Layout } from '../resize/planes.js';

/** libjpeg-turbo's own interface (turbojpeg.h, version 3), as far as it is used here. */
export interface Turbo {
  /** What the header of `bytes` says; null when libjpeg finds anything odd about it. */
  header(bytes: Buffer): TurboHeader | null;
  /**
   * Decodes a picture to `room`, by the accurate DCT.
   * @param width as stored, or that divided by 2, 4 or 8 and rounded up, by taking the lower frequencies only. So is `height`
   * @param layout the header's; or RGB, with smooth chroma, as libjpeg makes it by default
   * @returns whether the picture is there, with nothing warned of
   */
  decode(bytes: Buffer, width: number, height: number, layout: Layout, room: Buffer): boolean;
}

export interface TurboHeader {
  readonly width: number;
  readonly height: number;
  /** How it is stored; RGB stands for all that is stored in other ways, too. */
  readonly layout: Layout;
}

const DECOMPRESS = 1;
/** Numbers of parameters. */
const STOP_ON_WARNING = 0;
const SUBSAMPLING = 4;
const WIDTH = 5;
const HEIGHT = 6;
const COLOURS = 8;
/** Values of theirs. */
const YCBCR = 1;
const GRAY = 2;
const RGB = 0;
/** By the number of the subsampling: 4:4:4, 4:2:2, 4:2:0, gray, 4:4:0, 4:1:1 and 4:4:1. */
const LAYOUTS: readonly Layout[] = [[1, 1], [2, 1], [2, 2], 'gray', [1, 2], [4, 1], [1, 4]];
/** The accurate DCT; stop on a warning; no more than 500 scans, where encoders write ten and bombs thousands. */
const FLAGS = 4096 | 8192 | 32768;
/**
 * Bytes of the stack that koffi calls on, where libjpeg takes a few KB, and of the room for arguments that it converts, of which
 * there are none here. It would take 3 MB, a thread, and does not free them when the thread ends.
 */
const ROOM = { sync_stack_size: 2 ** 18, sync_heap_size: 2 ** 16 };

/**
 * Loads libjpeg-turbo for this thread. The npm package that carries it for many machines is a binding, too, but one that always
 * takes the fast DCT, which is off by several values, and that ends the process when a thread is ended in it; so only its
 * library is used: beside the binding on Linux, inside it elsewhere, where it can be called as long as its names were not taken out.
 * @throws where there is none for this machine
 */
export function openTurbo(): Turbo {
  makeRoom();
  const library = loadLibrary();
  const init = library.func('void *tj3Init(int)');
  const set = library.func('int tj3Set(void *, int, int)');
  const get = library.func('int tj3Get(void *, int)');
  const readHeader = library.func('int tj3DecompressHeader(void *, const uint8_t *, size_t)');
  // The older calls take the size that is wanted, where the newer want a struct set before: koffi crashes the process when
  // a thread is ended while it reads one. With plain numbers and buffers it does not.
  const toRgb = library.func('int tjDecompress2(void *, const uint8_t *, unsigned long, uint8_t *, int, int, int, int, int)');
  const toPlanes = library.func('int tjDecompressToYUV2(void *, const uint8_t *, unsigned long, uint8_t *, int, int, int, int)');
  const destroy = library.func('void tj3Destroy(void *)');

  const start = (): unknown => {
    const handle: unknown = init(DECOMPRESS);
    if (handle === null) throw new Error('libjpeg-turbo does not start');
    set(handle, STOP_ON_WARNING, 1);
    return handle;
  };
  let handle = start();

  /** What broke off in the middle of a picture cannot begin another. */
  const startAgain = (): void => {
    destroy(handle);
    handle = start();
  };

  return {
    header(bytes) {
      if (readHeader(handle, bytes, bytes.length) !== 0) {
        startAgain();
        return null;
      }
      const [colours, layout] = [get(handle, COLOURS), LAYOUTS[get(handle, SUBSAMPLING)]];
      const known = (colours === YCBCR || colours === GRAY) && layout !== undefined;
      return { width: get(handle, WIDTH), height: get(handle, HEIGHT), layout: known ? layout : 'rgb' };
    },
    decode(bytes, width, height, layout, room) {
      const failed =
        layout === 'rgb'
          ? toRgb(handle, bytes, bytes.length, room, width, width * 3, height, RGB, FLAGS)
          : toPlanes(handle, bytes, bytes.length, room, width, 1, height, FLAGS);
      if (failed === 0) return true;
      startAgain();
      return false;
    },
  };
}

const require = createRequire(import.meta.url);
const koffiOfThread = (): typeof Koffi => require('koffi');

function makeRoom(): void {
  try {
    koffiOfThread().config(ROOM);
  } catch {
    // Refused where this thread has loaded a library before: the room for calls is there already.
  }
}

/** libjpeg-turbo's library, to call its functions by their names. */
export function loadLibrary(): Koffi.LibraryHandle {
  const koffi = koffiOfThread();
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
