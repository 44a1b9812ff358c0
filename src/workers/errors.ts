import { pipelineOptions, WorkFailed, WrongCommand } from '../config/index.js';

const { workers: workersLimits, 'picture-seconds': secondsLimits } = pipelineOptions;

export const Errors = {
  workers: (workers: number) => new WrongCommand(`workers is ${workers}; it takes a whole number from ${workersLimits.min} to ${workersLimits.max}`),
  pictureSeconds: (seconds: number) =>
    new WrongCommand(`pictureSeconds is ${seconds}; it takes a number from ${secondsLimits.min} to ${secondsLimits.max}`),
  cannotStart: (reason: string) =>
    new WorkFailed(`The decode workers cannot start: ${reason}. \`whisker doctor\` tells what is missing on this machine.`),
  closed: () => new WorkFailed('The decode workers were ended: no picture can be decoded any more'),
};
