import { WorkFailed } from '../config/index.js';

/** Reasons why an engine that is installed cannot be used. */
export const errors = {
  notLoaded: (folder: string, reason: string) =>
    new WorkFailed(`The engine in ${folder} could not be loaded: ${reason}. Run \`whisker setup --remove\`, then \`whisker setup\`.`),
  noBfloat16: (engine: string) => new WorkFailed(`There is no bfloat16 with ${engine}. Take --precision f32, or an engine of TensorFlow's own (\`whisker doctor\` tells which there is).`),
  noGpuSeen: () => new WorkFailed('TensorFlow was loaded and sees no GPU. Look at `nvidia-smi` and CUDA_VISIBLE_DEVICES, or take --engine cpu.'),
} as const;
