import { formatBytes, WorkFailed, WrongCommand } from '../config/index.js';

/** The engine that was asked for cannot be installed or loaded on this machine. */
export class EngineUnavailable extends WorkFailed {
  override readonly code = 'ERR_WHISKER_ENGINE_UNAVAILABLE';
}

/** Reasons why TensorFlow cannot be set up. Those that begin in lower case follow the name of the install method that failed. */
export const errors = {
  noCacheFolder: (folder: string, reason: string) =>
    new WorkFailed(`The engine cannot be stored in ${folder}: ${reason}. Set WHISKER_CACHE to a folder that you may write.`),
  diskTooFull: (folder: string, needed: number, free: number) =>
    new WorkFailed(`the disk of ${folder} has ${formatBytes(free)} free, and ${formatBytes(needed)} are needed; free some space, or set WHISKER_CACHE to a folder on another disk`),
  noWheelFor: (platform: string) => new WorkFailed(`there is no TensorFlow wheel for ${platform} that whisker can use`),
  oldGlibc: (found: string) => new WorkFailed(`TensorFlow needs glibc 2.27 or later, and this machine has ${found}`),
  noPip: (tried: readonly string[]) => new WorkFailed(`pip was not found (tried ${tried.join(', ')}); install Python with pip`),
  pipFailed: (reason: string) => new WorkFailed(`pip could not download it: ${reason}`),
  noCompiler: (tried: readonly string[], zig: string) =>
    new WorkFailed(`no C++ compiler works (${tried.length === 0 ? 'tried $CXX, c++, g++, clang++' : tried.join('; ')}), and none could be fetched: ${zig}`),
  notInWheel: (wheel: string, missing: string) => new WorkFailed(`${wheel} does not contain ${missing}; it is incomplete, or a wheel that whisker does not know`),
  wheelUnreadable: (wheel: string, reason: string) => new WorkFailed(`${wheel} cannot be read (${reason}); it may be cut short: fetch it again`),
  doesNotCompute: (reason: string) => new WorkFailed(`it was built, but does not compute on this machine: ${reason}`),
  bindingDownloadFailed: (reason: string) => new WorkFailed(`its download brought no TensorFlow: ${reason}`),
  noGpu: () =>
    new WrongCommand('This machine has no NVIDIA GPU for --engine gpu: no driver answers (`nvidia-smi`), or CUDA_VISIBLE_DEVICES hides it. Choose --engine cpu, or auto.'),
  noSuchFolder: (folder: string) => new WrongCommand(`There is no folder ${folder} with wheels. Name one with --from.`),
  wheelMissing: (folder: string, wheels: readonly string[], tag: string) =>
    new WrongCommand(
      `${folder} lacks ${wheels.join(', ')} for ${tag}. On a machine with a network: ` +
        `python3 -m pip download --no-deps --only-binary=:all: --python-version 3.12 --platform ${tag} -d FOLDER ${wheels.map((wheel) => `'${wheel}'`).join(' ')}`,
    ),
  fromNeedsTensorFlow: () => new WrongCommand('--from DIR installs TensorFlow, and --engine wasm needs nothing installed. Leave one of them out.'),
  noEngine: (choice: string, reasons: readonly string[]) =>
    new EngineUnavailable(`The engine ${choice} could not be set up.`, { list: reasons }),
  removeWhileBusy: (pid: number, host: string, lock: string) =>
    new WorkFailed(`Process ${pid} on ${host} is setting the engine up. Wait for it or end it, then remove the engine. (If no such process runs, remove ${lock}.)`),
} as const;
