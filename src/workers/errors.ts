import { pipelineOptions, WorkFailed, WrongCommand } from '../config/index.js';

const { workers: workersLimits, 'decode-timeout': secondsLimits } = pipelineOptions;

export const errors = {
  workers: (workers: number) => new WrongCommand(`workers is ${workers}; it takes a whole number from ${workersLimits.min} to ${workersLimits.max}`),
  decodeTimeout: (seconds: number) =>
    new WrongCommand(`decodeTimeout is ${seconds}; it takes a number from ${secondsLimits.min} to ${secondsLimits.max}`),
  cannotStart: (reason: string) =>
    new WorkFailed(`The decode workers cannot start: ${reason}. \`whisker doctor\` tells what is missing on this machine.`),
  host: (sentence: string) => new WorkFailed(sentence),
  shelf: (reason: string) =>
    new WorkFailed(`Pixels cannot be handed over between processes: ${reason}. It takes 65 MiB in /dev/shm or the folder of temporary files; or leave out --isolate.`),
  trouble: (path: string, reason: string, seconds: number) =>
    new WorkFailed(`Pictures cannot be read: ${reason}. ${path} was tried for ${seconds} s. It is not the pictures' fault, so none was set aside for it.`),
  closed: () => new WorkFailed('The decode workers were ended: no picture can be decoded any more'),
};
