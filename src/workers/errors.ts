import { pipelineOptions, WorkFailed, WrongCommand } from '../config/index.js';

const { workers: workersLimits, 'decode-timeout': secondsLimits } = pipelineOptions;

export const errors = {
  workers: (workers: number) => new WrongCommand(`workers is ${workers}; it takes a whole number from ${workersLimits.min} to ${workersLimits.max}`),
  decodeTimeout: (seconds: number) =>
    new WrongCommand(`decodeTimeout is ${seconds}; it takes a number from ${secondsLimits.min} to ${secondsLimits.max}`),
  cannotStart: (reason: string) =>
    new WorkFailed(`The decode workers cannot start: ${reason}. \`whisker doctor\` says what is missing on this machine.`),
  host: (sentence: string) => new WorkFailed(sentence),
  sharedBuffer: (reason: string) =>
    new WorkFailed(`The decode process cannot transfer pixels: ${reason}. It needs 65 MiB in /dev/shm or in the folder of temporary files. Or leave out --isolate.`),
  systemError: (path: string, reason: string, seconds: number) =>
    new WorkFailed(`Pictures cannot be read: ${reason}. ${path} was tried for ${seconds} s. No picture is quarantined, because this is an error of the machine.`),
  closed: () => new WorkFailed('The decode workers are closed: no more pictures can be decoded'),
};
