import type { Normalization } from '../engine/index.js';

/** The normalisations that networks expect of pictures in [0, 1]. */
export const normalizations = {
  none: null,
  /** Mean and deviation of ImageNet: torchvision's and timm's weights. */
  imagenet: { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] },
  /** (255 x - 127) / 128: TensorFlow's EfficientNet-Lite. */
  efficientnet: { mean: [127 / 255, 127 / 255, 127 / 255], deviation: [128 / 255, 128 / 255, 128 / 255] },
} as const satisfies Record<string, Normalization | null>;
/** The name of a normalisation. */
export type NormalizationName = keyof typeof normalizations;

export const isNormalizationName = (name: string): name is NormalizationName => Object.hasOwn(normalizations, name);
