import type { Tensor, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-core';

/** How a parameter's layout here differs from PyTorch's, which is the one on disk. */
export type Layout =
  /** The same in both: vectors. */
  | 'same'
  /** HWIO here, OIHW there. */
  | 'conv'
  /** HWOI here (as Conv2DBackpropInput takes it), IOHW there. */
  | 'transposed-conv'
  /** [in, out] here, [out, in] there. */
  | 'linear';

/** A named tensor of a network: learned (`trainable`) or kept (batch norm's running statistics). */
export interface Parameter {
  /** torchvision's name, `layer1.0.conv1.weight`. */
  readonly name: string;
  readonly variable: Variable;
  readonly layout: Layout;
  readonly trainable: boolean;
}

/** `train`: batch statistics, running ones updated. `eval`: running statistics. */
export type Mode = 'train' | 'eval';

export interface Network {
  /** In the order of torchvision's `state_dict`. */
  readonly parameters: readonly Parameter[];
  dispose(): void;
}

/** Pictures [N, H, W, 3] in [0, 1] -> logits [N, K]. */
export interface Classifier extends Network {
  readonly classes: number;
  forward(pictures: Tensor4D, mode: Mode): Tensor2D;
}

/** Noise [N, noise] -> pictures [N, size, size, 3] in [0, 1]. */
export interface Generator extends Network {
  readonly noise: number;
  readonly size: number;
  forward(noise: Tensor2D, mode: Mode): Tensor4D;
}

/** A tensor's values outside the engine: float32 in PyTorch's layout. */
export interface NamedValues {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export type { Tensor };
