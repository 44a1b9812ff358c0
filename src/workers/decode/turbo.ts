import { join } from 'node:path';
import { arch, platform } from 'node:process';
import { fileURLToPath } from 'node:url';
import { reasonOf } from '../../config/index.js';
import type { Layout } from '../resize/planes.js';
import { loadKoffi, type Library } from './koffi.js';

/** The part of libjpeg-turbo's interface that is used here (turbojpeg.h, version 3). */
export interface Turbo {
  /** Reads a JPEG's header, which must come before its pixels. Returns null when libjpeg finds anything odd in it. */
  header(bytes: Buffer): TurboHeader | null;
  /**
   * Decodes a picture into `memory`, with the accurate DCT.
   * @param width as stored, or divided by 2, 4 or 8 and rounded up: libjpeg then leaves out the higher frequencies
   * @param height as stored, or divided by the same number
   * @param layout the header's layout, or RGB, with interpolated chroma as is libjpeg's default
   * @returns whether the picture was decoded without a warning
   */
  decode(bytes: Buffer, width: number, height: number, layout: Layout, memory: Buffer): boolean;
}

export interface TurboHeader {
  readonly width: number;
  readonly height: number;
  /** Layout in which the picture is stored. RGB stands for every layout that is not supported. */
  readonly layout: Layout;
}

const DECOMPRESS = 1;
/** Parameters. */
const STOP_ON_WARNING = 0;
const SUBSAMPLING = 4;
const WIDTH = 5;
const HEIGHT = 6;
const COLOURSPACE = 8;
/** Colour spaces and the pixel format. */
const YCBCR = 1;
const GRAY = 2;
const RGB = 0;
/** Layout of each subsampling number: 4:4:4, 4:2:2, 4:2:0, gray, 4:4:0, 4:1:1 and 4:4:1. */
const LAYOUTS: readonly Layout[] = [[1, 1], [2, 1], [2, 2], 'gray', [1, 2], [4, 1], [1, 4]];
/** Accurate DCT, stop on a warning, at most 500 scans. Encoders write about ten scans, decompression bombs thousands. */
const FLAGS = 4096 | 8192 | 32768;
/**
 * Bytes of koffi's stack (libjpeg needs a few KB) and of its memory for converted arguments (there are none here). By default koffi
 * takes 3 MB for each thread, and does not free them when the thread ends.
 */
const KOFFI_MEMORY = { sync_stack_size: 2 ** 18, sync_heap_size: 2 ** 16 };

/** Where the libraries are (vendor/README.md). The relative path is the same from this file and from its build. */
const LIBRARIES = fileURLToPath(new URL('../../../vendor/jpeg-turbo', import.meta.url));

/**
 * Loads libjpeg-turbo for this thread.
 *
 * The npm package that has it for many machines is also a binding. But that binding uses the fast DCT, which is off by several
 * values, and it ends the process when a thread ends in it. So only the package's library is used. On Linux it is a file of its own.
 * Elsewhere it is part of the binding, and can be called if its symbols were not stripped.
 * @throws Error when there is none for this machine
 */
export function openTurbo(): Turbo {
  limitKoffiMemory();
  const library = loadLibrary();
  const init = library.func<unknown>('void *tj3Init(int)');
  const set = library.func<number>('int tj3Set(void *, int, int)');
  const get = library.func<number>('int tj3Get(void *, int)');
  const readHeader = library.func<number>('int tj3DecompressHeader(void *, const uint8_t *, size_t)');
  // The older functions take the size as numbers, the newer ones as a struct. Koffi crashes the process when a thread ends while it
  // reads a struct.
  const toRgb = library.func<number>('int tjDecompress2(void *, const uint8_t *, unsigned long, uint8_t *, int, int, int, int, int)');
  const toPlanes = library.func<number>('int tjDecompressToYUV2(void *, const uint8_t *, unsigned long, uint8_t *, int, int, int, int)');
  const destroy = library.func<void>('void tj3Destroy(void *)');

  const start = (): unknown => {
    const handle = init(DECOMPRESS);
    if (handle === null) throw new Error('libjpeg-turbo does not start');
    set(handle, STOP_ON_WARNING, 1);
    return handle;
  };
  let handle = start();

  return {
    header(bytes) {
      // A handle keeps the Huffman and quantisation tables of its last picture, and a picture without its own would get those.
      // It also cannot go on after it has stopped in the middle of a picture. So each picture gets a handle of its own.
      destroy(handle);
      handle = start();
      if (readHeader(handle, bytes, bytes.length) !== 0) return null;
      const [colourspace, layout] = [get(handle, COLOURSPACE), LAYOUTS[get(handle, SUBSAMPLING)]];
      const known = (colourspace === YCBCR || colourspace === GRAY) && layout !== undefined;
      return { width: get(handle, WIDTH), height: get(handle, HEIGHT), layout: known ? layout : 'rgb' };
    },
    decode(bytes, width, height, layout, memory) {
      const failed =
        layout === 'rgb'
          ? toRgb(handle, bytes, bytes.length, memory, width, width * 3, height, RGB, FLAGS)
          : toPlanes(handle, bytes, bytes.length, memory, width, 1, height, FLAGS);
      return failed === 0;
    },
  };
}

function limitKoffiMemory(): void {
  try {
    loadKoffi().config(KOFFI_MEMORY);
  } catch {
    // koffi refuses this after the thread has loaded a library. The memory is already there then.
  }
}

export function loadLibrary(): Library {
  const koffi = loadKoffi();
  const folder = join(LIBRARIES, `${platform}-${arch}`);
  const paths = [folder, `${folder}-musl`].flatMap((folder) => ['libturbojpeg.so.0', 'node-napi-v7.node'].map((file) => join(folder, file)));
  return firstThatLoads(paths, (path) => koffi.load(path));
}

function firstThatLoads(paths: readonly string[], load: (path: string) => Library): Library {
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
