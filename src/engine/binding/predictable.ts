import { PRIVATE_KERNELS } from '../kernels/onednn.js';

/**
 * The operations whose output shapes and types follow from their attributes, the shapes and types of their inputs, and the
 * integers in those (a shape, an axis, a padding). Any other operation is waited for, every time.
 */
export const PREDICTABLE: ReadonlySet<string> = new Set([
  'Abs', 'Add', 'AddN', 'AddV2', 'ArgMax', 'AssignVariableOp', 'AvgPool', 'AvgPoolGrad', 'BatchMatMulV2', 'BiasAdd', 'BiasAddGrad', 'Cast', 'ClipByValue', 'ConcatV2', 'Conv2D',
  'Conv2DBackpropFilter', 'Conv2DBackpropInput', 'DepthwiseConv2dNative', 'DepthwiseConv2dNativeBackpropFilter', 'DepthwiseConv2dNativeBackpropInput', 'Div', 'DivNoNan', 'Equal', 'Exp', 'ExpandDims', 'Fill', 'FusedBatchNormGradV3', 'FusedBatchNormV3', 'GatherV2',
  'Greater', 'GreaterEqual', 'LeakyRelu', 'LeakyReluGrad', 'Less', 'LessEqual', 'Log', 'Log1p', 'LogSoftmax', 'LogicalAnd', 'LogicalNot', 'MatMul', 'Max', 'MaxPool',
  'MaxPoolGrad', 'Maximum', 'Mean', 'Min', 'Minimum', 'Mul', 'Neg', 'OneHot', 'OnesLike', 'Pack', 'Pad', 'PadV2', 'Pow', 'ReadVariableOp', 'RealDiv', 'Relu', 'Relu6', 'Relu6Grad', 'ReluGrad',
  'Reshape', 'ResourceApplyAdam', 'ResourceApplyMomentum', 'ResourceApplyProximalGradientDescent', 'Select', 'SelectV2', 'Sigmoid', 'Slice', 'Softmax', 'Softplus',
  'SoftplusGrad', 'SparseSoftmaxCrossEntropyWithLogits', 'Split', 'SplitV', 'Sqrt', 'Square', 'SquaredDifference', 'StridedSlice', 'Sub', 'Sum', 'Tanh', 'TanhGrad', 'Tile',
  'Transpose', 'Unpack', 'ZerosLike', ...PRIVATE_KERNELS,
]);

/** The inputs of predictable operations whose integers do not matter: labels and indices. No shape follows from them. */
export const INDEX_INPUTS: Readonly<Record<string, readonly number[]>> = {
  Cast: [0], Equal: [0, 1], GatherV2: [1], OneHot: [0], SparseSoftmaxCrossEntropyWithLogits: [1],
};
