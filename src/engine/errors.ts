import { WorkFailed, WrongCommand } from '../config/index.js';
import { inBytes } from '../setup/size.js';

/** Everything that set-up and loading can tell people. */
export const errors = {
  noCacheFolder: (folder: string, reason: string) =>
    new WorkFailed(`The engine cannot be kept in ${folder}: ${reason}. Name a folder that you may write in WHISKER_CACHE.`),
  diskTooFull: (folder: string, needed: number, free: number) =>
    new WorkFailed(`the disk of ${folder} has ${inBytes(free)} free and ${inBytes(needed)} are needed; make room, or name a folder on another disk in WHISKER_CACHE`),
  noWheelFor: (platform: string) => new WorkFailed(`there is no wheel of TensorFlow for ${platform} that whisker can use`),
  oldLibrary: (found: string) => new WorkFailed(`TensorFlow needs glibc 2.27 or later, and this machine has ${found}`),
  noPip: (tried: readonly string[]) => new WorkFailed(`no pip answers (tried ${tried.join(', ')}); install Python with pip`),
  pipFailed: (reason: string) => new WorkFailed(`pip could not download it: ${reason}`),
  noCompiler: (tried: readonly string[], zig: string) =>
    new WorkFailed(`no C++ compiler works (${tried.length === 0 ? 'tried $CXX, c++, g++, clang++' : tried.join('; ')}), and none could be fetched: ${zig}`),
  notInWheel: (wheel: string, missing: string) => new WorkFailed(`${wheel} holds no ${missing}; it is not the wheel that whisker knows, or a part of it`),
  wheelUnreadable: (wheel: string, reason: string) => new WorkFailed(`${wheel} cannot be read (${reason}); it may be cut short: fetch it again`),
  notProven: (reason: string) => new WorkFailed(`it was built but does not compute here: ${reason}`),
  ownDownloadFailed: (reason: string) => new WorkFailed(`its download ended without TensorFlow: ${reason}`),
  noSuchFolder: (folder: string) => new WrongCommand(`There is no folder ${folder} to take wheels from; name one with --from.`),
  wheelMissing: (folder: string, wheels: readonly string[], tag: string) =>
    new WrongCommand(
      `${folder} lacks ${wheels.join(', ')} for ${tag}. On a machine with a network: ` +
        `python3 -m pip download --no-deps --only-binary=:all: --python-version 3.12 --platform ${tag} -d FOLDER ${wheels.map((wheel) => `'${wheel}'`).join(' ')}`,
    ),
  fromNeedsTensorFlow: () => new WrongCommand('--from DIR holds TensorFlow; with --engine wasm there is nothing to take from it. Leave one of them out.'),
  noneReached: (choice: string, reasons: readonly string[]) =>
    new WorkFailed(`The engine ${choice} could not be set up.\n${reasons.map((reason) => `  ${reason}`).join('\n')}`),
  notLoaded: (folder: string, reason: string) =>
    new WorkFailed(`The engine in ${folder} could not be loaded: ${reason}. Run \`whisker setup --remove\`, then \`whisker setup\`.`),
  noBfloat16: (engine: string) => new WorkFailed(`There is no bfloat16 with ${engine}. Take --precision f32, or an engine of TensorFlow's own (\`whisker doctor\` tells which there is).`),
  noGpuSeen: () => new WorkFailed('TensorFlow was loaded and sees no GPU. Look at `nvidia-smi` and CUDA_VISIBLE_DEVICES, or take --engine cpu.'),
  removeWhileBusy: (pid: number, host: string, lock: string) =>
    new WorkFailed(`Process ${pid} on ${host} is setting the engine up. Wait for it, or end it, and remove the engine then. (If no such process runs, remove ${lock}.)`),
} as const;
