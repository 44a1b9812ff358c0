import type { TrainOptions } from '../../config/index.js';
import { isNormalizationName, type NormalizationName, type SafetensorsFile } from '../../models/index.js';

/** Classes of ImageNet. */
const IMAGENET = 1000;

/** Returns the normalisation that the weights of a file were trained with; null where nothing tells it. */
export function normalizationOf(model: TrainOptions['model'], { tensors, metadata }: SafetensorsFile): NormalizationName | null {
  const { normalize, step } = metadata;
  if (normalize !== undefined && isNormalizationName(normalize)) return normalize;
  // Whisker's own checkpoints name their normalisation, unless they have none.
  if (step !== undefined) return 'none';
  if (model === 'efficientnet-lite0') return 'efficientnet';
  // torchvision's and timm's ResNet18 both take ImageNet's mean and deviation out.
  return model === 'resnet18' && tensors.get('fc.weight')?.shape[0] === IMAGENET ? 'imagenet' : null;
}
