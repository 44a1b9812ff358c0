import { pipelineOptions, WorkFailed, WrongCommand } from '../config/index.js';

const { min, max } = pipelineOptions.workers;

export const Errors = {
  workers: (workers: number) => new WrongCommand(`workers is ${workers}; it takes a whole number from ${min} to ${max}`),
  cannotStart: (reason: string) =>
    new WorkFailed(`The decode workers cannot start: ${reason}. \`whisker doctor\` tells what is missing on this machine.`),
  closed: () => new WorkFailed('The decode workers were ended: no picture can be decoded any more'),
};
