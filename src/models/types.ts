import type { Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import type { Tape, Value } from '../engine/index.js';

/** How a parameter lies here, and how in PyTorch, whose layout is the one on disk. */
export type Layout =
  /** Vectors: the same in both. */
  | 'same'
  /** HWIO here, OIHW there. */
  | 'conv'
  /** HWOI here, IOHW there. */
  | 'transposed-conv'
  /** [in, out] here, [out, in] there. */
  | 'linear';

/** What a named tensor of a network is: learned (`trainable`) or kept (batch norm's running statistics). */
export interface ParameterSpec {
  /** torchvision's name, `layer1.0.conv1.weight`. */
  readonly name: string;
  /** As it lies here; `pytorchShape` tells the one on disk. */
  readonly shape: readonly number[];
  readonly layout: Layout;
  readonly trainable: boolean;
}

/** The tensor itself. */
export interface Parameter extends ParameterSpec {
  readonly variable: Variable;
}

/** `train`: the batch's statistics, and running ones moved. `eval`: running statistics. */
export type Mode = 'train' | 'eval';

/** Passes wait now and then for the event loop to turn (`yieldToEventLoop`): nothing else may move a network's weights meanwhile. */
interface Network {
  /** In the order of torchvision's `state_dict`. */
  readonly parameters: readonly Parameter[];
  dispose(): void;
}

/** Pictures [N, H, W, 3] in [0, 1] -> logits [N, outputs]. */
export interface Classifier extends Network {
  readonly outputs: number;
  forward(tape: Tape, pictures: Value<Tensor4D>, mode: Mode): Promise<Value<Tensor2D>>;
  /**
   * For evaluation: its weights as they are at the first prediction, batch norm folded into the convolutions. Until it is
   * disposed of it takes as much memory as the classifier.
   */
  toInference(): InferenceModel;
}

/** A classifier whose weights change no more. */
export interface InferenceModel {
  readonly outputs: number;
  /** Logits. The caller disposes them. */
  predict(pictures: Tensor4D): Promise<Tensor2D>;
  dispose(): void;
}

/** Noise [N, noise] -> pictures [N, size, size, 3] in [0, 1]. */
export interface Generator extends Network {
  readonly noise: number;
  readonly size: number;
  forward(tape: Tape, noise: Value<Tensor2D>, mode: Mode): Promise<Value<Tensor4D>>;
  /** Pictures in evaluation mode. The caller disposes them. */
  generate(noise: Tensor2D): Promise<Tensor4D>;
}

/** A tensor's values outside the engine: float32 in PyTorch's layout. */
export interface NamedValues {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
