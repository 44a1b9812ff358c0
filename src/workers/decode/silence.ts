import { createRequire } from 'node:module';
import { arch, platform } from 'node:process';
import { loadKoffi } from './koffi.js';

const require = createRequire(import.meta.url);

/**
 * Stops GLib, the base of libvips, from writing complaints about damaged pictures to standard error, where the dashboard is. sharp
 * does this for the complaints of libvips itself. GLib needs a function to give them to: it gets one that ignores its arguments.
 * Where libvips is not a file of its own (on Windows), this does nothing.
 */
export function silenceGlib(): void {
  try {
    const koffi = loadKoffi();
    for (const path of pathsOfLibvips()) {
      const library = koffi.load(path);
      library.func<unknown>('void *g_log_set_default_handler(void *, void *)')(koffi.address(library.symbol('vips_version_string')), null);
    }
  } catch {
    // Without koffi there are complaints. Pictures are decoded all the same.
  }
}

/** Returns the path of the library that sharp has loaded. None when it has another name. */
function pathsOfLibvips(): string[] {
  const ofSharp = createRequire(require.resolve('sharp'));
  return [platform, `${platform}musl`].flatMap((system) => {
    try {
      return ofSharp.resolve(`@img/sharp-libvips-${system}-${arch}/binary`);
    } catch {
      return [];
    }
  });
}
