import { WorkFailed } from '../config/index.js';
import { EngineUnavailable } from '../setup/index.js';

/** Reasons why an engine that is installed cannot be used. */
export const errors = {
  notLoaded: (folder: string, reason: string) =>
    new EngineUnavailable(`The engine in ${folder} could not be loaded: ${reason}. Run \`whisker setup --remove\`, then \`whisker setup\`.`),
  noBfloat16: (engine: string) => new WorkFailed(`${engine} has no bfloat16. Use --precision f32, or TensorFlow's own engine (\`whisker doctor\` shows which engine is installed).`),
  oneValuePerChannel: () => new WorkFailed('Batch norm got one value per channel, which has no variance: a batch of one picture of one pixel. Use two or more pictures in a batch, larger pictures, or a frozen batch norm.'),
  noGpuSeen: () => new EngineUnavailable('TensorFlow was loaded but sees no GPU. Check `nvidia-smi` and CUDA_VISIBLE_DEVICES, or use --engine cpu.'),
} as const;
