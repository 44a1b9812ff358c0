// Made by vendor/update.mjs out of @tensorflow/tfjs-node-gpu 4.22.0. Apache License 2.0: see LICENSE beside this file.
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};

// kernels/_FusedMatMul.js
var require_FusedMatMul = __commonJS({
  "kernels/_FusedMatMul.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2._fusedMatMulConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2._fusedMatMulConfig = {
      kernelName: tfjs_1._FusedMatMul,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b, bias = _a.bias, preluActivationWeights = _a.preluActivationWeights;
        var backend = args.backend;
        var _b = args.attrs, transposeA = _b.transposeA, transposeB = _b.transposeB, activation = _b.activation, leakyreluAlpha = _b.leakyreluAlpha;
        return (0, tfjs_1.tidy)(function() {
          var result = (0, tfjs_1.matMul)(a, b, transposeA, transposeB);
          if (bias != null) {
            result = (0, tfjs_1.add)(result, bias);
          }
          result = backend.applyActivation(result, activation, preluActivationWeights, leakyreluAlpha);
          return result;
        });
      }
    };
  }
});

// int64_tensors.js
var require_int64_tensors = __commonJS({
  "int64_tensors.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2018 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.encodeInt32ArrayAsInt64 = exports2.Int64Scalar = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var os_1 = require("os");
    var INT32_MAX = 2147483648;
    var Int64Scalar = (
      /** @class */
      (function() {
        function Int64Scalar2(value) {
          this.value = value;
          this.dtype = "int64";
          this.rank = 1;
          if (Int64Scalar2.endiannessOkay_ == null) {
            if ((0, os_1.endianness)() !== "LE") {
              throw new Error("Int64Scalar does not support endianness of this machine: " + "".concat((0, os_1.endianness)()));
            }
            Int64Scalar2.endiannessOkay_ = true;
          }
          tfjs_1.util.assert(value > -INT32_MAX && value < INT32_MAX - 1, function() {
            return "Got a value outside of the bound of values supported for int64 " + "dtype ([-".concat(INT32_MAX, ", ").concat(INT32_MAX - 1, "]): ").concat(value);
          });
          tfjs_1.util.assert(Number.isInteger(value), function() {
            return "Expected value to be an integer, but got ".concat(value);
          });
          var highPart = value >= 0 ? 0 : -1;
          var lowPart = value % INT32_MAX;
          this.valueArray_ = new Int32Array([lowPart, highPart]);
        }
        Object.defineProperty(Int64Scalar2.prototype, "shape", {
          get: function() {
            return [];
          },
          enumerable: false,
          configurable: true
        });
        Object.defineProperty(Int64Scalar2.prototype, "valueArray", {
          /** Get the Int32Array that represents the int64 value. */
          get: function() {
            return this.valueArray_;
          },
          enumerable: false,
          configurable: true
        });
        return Int64Scalar2;
      })()
    );
    exports2.Int64Scalar = Int64Scalar;
    function encodeInt32ArrayAsInt64(value) {
      if ((0, os_1.endianness)() !== "LE") {
        throw new Error("Int64Scalar does not support endianness of this machine: " + "".concat((0, os_1.endianness)()));
      }
      var buffer = new Int32Array(value.length * 2);
      for (var i = 0; i < value.length; i++) {
        buffer[i * 2] = value[i];
      }
      return buffer;
    }
    exports2.encodeInt32ArrayAsInt64 = encodeInt32ArrayAsInt64;
  }
});

// nodejs_kernel_backend.js
var require_nodejs_kernel_backend = __commonJS({
  "nodejs_kernel_backend.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2018 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    var __extends = exports2 && exports2.__extends || /* @__PURE__ */ (function() {
      var extendStatics = function(d, b) {
        extendStatics = Object.setPrototypeOf || { __proto__: [] } instanceof Array && function(d2, b2) {
          d2.__proto__ = b2;
        } || function(d2, b2) {
          for (var p in b2) if (Object.prototype.hasOwnProperty.call(b2, p)) d2[p] = b2[p];
        };
        return extendStatics(d, b);
      };
      return function(d, b) {
        if (typeof b !== "function" && b !== null)
          throw new TypeError("Class extends value " + String(b) + " is not a constructor or null");
        extendStatics(d, b);
        function __() {
          this.constructor = d;
        }
        d.prototype = b === null ? Object.create(b) : (__.prototype = b.prototype, new __());
      };
    })();
    var __awaiter = exports2 && exports2.__awaiter || function(thisArg, _arguments, P, generator) {
      function adopt(value) {
        return value instanceof P ? value : new P(function(resolve) {
          resolve(value);
        });
      }
      return new (P || (P = Promise))(function(resolve, reject) {
        function fulfilled(value) {
          try {
            step(generator.next(value));
          } catch (e) {
            reject(e);
          }
        }
        function rejected(value) {
          try {
            step(generator["throw"](value));
          } catch (e) {
            reject(e);
          }
        }
        function step(result) {
          result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
        }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
      });
    };
    var __generator = exports2 && exports2.__generator || function(thisArg, body) {
      var _ = { label: 0, sent: function() {
        if (t[0] & 1) throw t[1];
        return t[1];
      }, trys: [], ops: [] }, f, y, t, g;
      return g = { next: verb(0), "throw": verb(1), "return": verb(2) }, typeof Symbol === "function" && (g[Symbol.iterator] = function() {
        return this;
      }), g;
      function verb(n) {
        return function(v) {
          return step([n, v]);
        };
      }
      function step(op) {
        if (f) throw new TypeError("Generator is already executing.");
        while (g && (g = 0, op[0] && (_ = 0)), _) try {
          if (f = 1, y && (t = op[0] & 2 ? y["return"] : op[0] ? y["throw"] || ((t = y["return"]) && t.call(y), 0) : y.next) && !(t = t.call(y, op[1])).done) return t;
          if (y = 0, t) op = [op[0] & 2, t.value];
          switch (op[0]) {
            case 0:
            case 1:
              t = op;
              break;
            case 4:
              _.label++;
              return { value: op[1], done: false };
            case 5:
              _.label++;
              y = op[1];
              op = [0];
              continue;
            case 7:
              op = _.ops.pop();
              _.trys.pop();
              continue;
            default:
              if (!(t = _.trys, t = t.length > 0 && t[t.length - 1]) && (op[0] === 6 || op[0] === 2)) {
                _ = 0;
                continue;
              }
              if (op[0] === 3 && (!t || op[1] > t[0] && op[1] < t[3])) {
                _.label = op[1];
                break;
              }
              if (op[0] === 6 && _.label < t[1]) {
                _.label = t[1];
                t = op;
                break;
              }
              if (t && _.label < t[2]) {
                _.label = t[2];
                _.ops.push(op);
                break;
              }
              if (t[2]) _.ops.pop();
              _.trys.pop();
              continue;
          }
          op = body.call(thisArg, _);
        } catch (e) {
          op = [6, e];
          y = 0;
        } finally {
          f = t = 0;
        }
        if (op[0] & 5) throw op[1];
        return { value: op[0] ? op[1] : void 0, done: true };
      }
    };
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.ensureTensorflowBackend = exports2.createOpAttr = exports2.createTensorsTypeOpAttr = exports2.getTFDType = exports2.nodeBackend = exports2.NodeJSKernelBackend = void 0;
    var tf = require("@tensorflow/tfjs-core");
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var util_1 = { isNullOrUndefined: function(x) {
      return x === null || x === void 0;
    }, isArray: Array.isArray };
    var int64_tensors_1 = require_int64_tensors();
    var NodeJSKernelBackend = (
      /** @class */
      (function(_super) {
        __extends(NodeJSKernelBackend2, _super);
        function NodeJSKernelBackend2(binding, packageName) {
          var _this = _super.call(this) || this;
          _this.binding = binding;
          _this.isGPUPackage = packageName === "@tensorflow/tfjs-node-gpu";
          _this.isUsingGpuDevice = _this.binding.isUsingGpuDevice();
          _this.tensorMap = new tf.DataStorage(_this, tf.engine());
          return _this;
        }
        NodeJSKernelBackend2.prototype.getDTypeInteger = function(dtype) {
          switch (dtype) {
            case "float32":
              return this.binding.TF_FLOAT;
            case "int32":
              return this.binding.TF_INT32;
            case "bool":
              return this.binding.TF_BOOL;
            case "complex64":
              return this.binding.TF_COMPLEX64;
            case "string":
              return this.binding.TF_STRING;
            default:
              throw new Error("Unsupported DType: ".concat(dtype));
          }
        };
        NodeJSKernelBackend2.prototype.typeAttributeFromTensor = function(value) {
          return this.getDTypeInteger(value.dtype);
        };
        NodeJSKernelBackend2.prototype.createOutputTensor = function(metadata) {
          var newId = {};
          this.tensorMap.set(newId, {
            shape: metadata.shape,
            dtype: metadata.dtype,
            id: metadata.id,
            values: null,
            refCount: 1
          });
          var dtype;
          switch (metadata.dtype) {
            case this.binding.TF_FLOAT:
              dtype = "float32";
              break;
            case this.binding.TF_INT32:
              dtype = "int32";
              break;
            case this.binding.TF_INT64:
              console.warn("INT64 output tensor will be stored as BigInt64Array.");
              dtype = "int32";
              break;
            case this.binding.TF_BOOL:
              dtype = "bool";
              break;
            case this.binding.TF_COMPLEX64:
              dtype = "complex64";
              break;
            case this.binding.TF_STRING:
              dtype = "string";
              break;
            case this.binding.TF_RESOURCE:
              dtype = "string";
              break;
            case this.binding.TF_UINT8:
              dtype = "int32";
              break;
            default:
              throw new Error("Unknown dtype enum ".concat(metadata.dtype));
          }
          var tensorInfo = { dataId: newId, shape: metadata.shape, dtype };
          return tf.engine().makeTensorFromTensorInfo(tensorInfo);
        };
        NodeJSKernelBackend2.prototype.getInputTensorIds = function(tensors) {
          var ids = [];
          for (var i = 0; i < tensors.length; i++) {
            if (tensors[i] instanceof int64_tensors_1.Int64Scalar) {
              var value = tensors[i].valueArray;
              var id = this.binding.createTensor([], this.binding.TF_INT64, value);
              ids.push(id);
            } else {
              var info = this.tensorMap.get(tensors[i].dataId);
              if (info.values != null) {
                info.id = this.binding.createTensor(info.shape, info.dtype, info.values);
                info.values = null;
              }
              ids.push(info.id);
            }
          }
          return ids;
        };
        NodeJSKernelBackend2.prototype.createReductionOpAttrs = function(tensor, keepDims) {
          if (keepDims === void 0) {
            keepDims = false;
          }
          return [
            { name: "keep_dims", type: this.binding.TF_ATTR_BOOL, value: keepDims },
            createTensorsTypeOpAttr("T", tensor.dtype),
            createTensorsTypeOpAttr("Tidx", "int32")
          ];
        };
        NodeJSKernelBackend2.prototype.floatPrecision = function() {
          return 32;
        };
        NodeJSKernelBackend2.prototype.epsilon = function() {
          return _super.prototype.epsilon.call(this);
        };
        NodeJSKernelBackend2.prototype.executeSingleInput = function(name, input) {
          var opAttrs = [createTensorsTypeOpAttr("T", input.dtype)];
          return this.executeSingleOutput(name, opAttrs, [input]);
        };
        NodeJSKernelBackend2.prototype.executeSingleOutput = function(name, opAttrs, inputs) {
          var outputMetadata = this.binding.executeOp(name, opAttrs, this.getInputTensorIds(inputs), 1);
          return this.createOutputTensor(outputMetadata[0]);
        };
        NodeJSKernelBackend2.prototype.executeMultipleOutputs = function(name, opAttrs, inputs, numOutputs) {
          var _this = this;
          var outputMetadata = this.binding.executeOp(name, opAttrs, this.getInputTensorIds(inputs), numOutputs);
          return outputMetadata.map(function(m) {
            return _this.createOutputTensor(m);
          });
        };
        NodeJSKernelBackend2.prototype.numDataIds = function() {
          return this.tensorMap.numDataIds();
        };
        NodeJSKernelBackend2.prototype.dispose = function() {
        };
        NodeJSKernelBackend2.prototype.read = function(dataId) {
          return __awaiter(this, void 0, void 0, function() {
            return __generator(this, function(_a) {
              return [2, this.readSync(dataId)];
            });
          });
        };
        NodeJSKernelBackend2.prototype.readSync = function(dataId) {
          if (!this.tensorMap.has(dataId)) {
            throw new Error("Tensor ".concat(dataId, " was not registered!"));
          }
          var info = this.tensorMap.get(dataId);
          if (info.values != null) {
            return info.values;
          } else {
            return this.binding.tensorDataSync(info.id);
          }
        };
        NodeJSKernelBackend2.prototype.disposeData = function(dataId, force) {
          if (force === void 0) {
            force = false;
          }
          if (this.tensorMap.has(dataId)) {
            var id = this.tensorMap.get(dataId).id;
            this.tensorMap.get(dataId).refCount--;
            if (!force && this.tensorMap.get(dataId).refCount > 0) {
              return false;
            }
            if (id != null && id >= 0) {
              this.binding.deleteTensor(id);
            }
            this.tensorMap.delete(dataId);
          }
          return true;
        };
        NodeJSKernelBackend2.prototype.refCount = function(dataId) {
          if (this.tensorMap.has(dataId)) {
            var tensorData = this.tensorMap.get(dataId);
            return tensorData.refCount;
          }
          return 0;
        };
        NodeJSKernelBackend2.prototype.incRef = function(dataId) {
          this.tensorMap.get(dataId).refCount++;
        };
        NodeJSKernelBackend2.prototype.move = function(dataId, values, shape, dtype, refCount) {
          this.tensorMap.set(dataId, { shape, dtype: getTFDType(dtype), values, id: -1, refCount });
        };
        NodeJSKernelBackend2.prototype.write = function(values, shape, dtype) {
          var dataId = {};
          this.move(dataId, values, shape, dtype, 1);
          return dataId;
        };
        NodeJSKernelBackend2.prototype.applyActivation = function(input, activation, preluActivationWeights, leakyreluAlpha) {
          var result = input;
          if (activation != null) {
            if (activation === "linear") {
            } else if (activation === "relu") {
              result = tf.relu(result);
            } else if (activation === "prelu") {
              result = tf.prelu(result, preluActivationWeights);
            } else if (activation === "leakyrelu") {
              result = tf.leakyRelu(result, leakyreluAlpha);
            } else if (activation === "elu") {
              result = tf.elu(result);
            } else if (activation === "relu6") {
              result = tf.relu6(result);
            } else if (activation === "sigmoid") {
              result = tf.sigmoid(result);
            } else {
              throw new Error("Activation: ".concat(activation, " has not been implemented for the Node.js backend"));
            }
          }
          return result;
        };
        NodeJSKernelBackend2.prototype.divide = function(a, b) {
          var opAttrs = [createTensorsTypeOpAttr("T", tfjs_1.backend_util.upcastType(a.dtype, b.dtype))];
          return this.executeSingleOutput("Div", opAttrs, [a, b]);
        };
        NodeJSKernelBackend2.prototype.divNoNan = function(a, b) {
          var opAttrs = [createTensorsTypeOpAttr("T", tfjs_1.backend_util.upcastType(a.dtype, b.dtype))];
          return this.executeSingleOutput("DivNoNan", opAttrs, [a, b]);
        };
        NodeJSKernelBackend2.prototype.where = function(condition) {
          return this.executeSingleOutput("Where", [], [condition]);
        };
        NodeJSKernelBackend2.prototype.topKValues = function(x, k) {
          throw new Error("Method not implemented.");
        };
        NodeJSKernelBackend2.prototype.topKIndices = function(x, k) {
          throw new Error("Method not implemented.");
        };
        NodeJSKernelBackend2.prototype.int = function(x) {
          throw new Error("Method not implemented.");
        };
        NodeJSKernelBackend2.prototype.decodeJpeg = function(contents, channels, ratio, fancyUpscaling, tryRecoverTruncated, acceptableFraction, dctMethod) {
          var opAttrs = [
            { name: "channels", type: this.binding.TF_ATTR_INT, value: channels },
            { name: "ratio", type: this.binding.TF_ATTR_INT, value: ratio },
            {
              name: "fancy_upscaling",
              type: this.binding.TF_ATTR_BOOL,
              value: fancyUpscaling
            },
            {
              name: "try_recover_truncated",
              type: this.binding.TF_ATTR_BOOL,
              value: tryRecoverTruncated
            },
            {
              name: "acceptable_fraction",
              type: this.binding.TF_ATTR_FLOAT,
              value: acceptableFraction
            },
            { name: "dct_method", type: this.binding.TF_ATTR_STRING, value: dctMethod }
          ];
          var inputArgs = [(0, tfjs_1.scalar)(contents, "string")];
          return this.executeSingleOutput("DecodeJpeg", opAttrs, inputArgs);
        };
        NodeJSKernelBackend2.prototype.decodePng = function(contents, channels) {
          var opAttrs = [{ name: "channels", type: this.binding.TF_ATTR_INT, value: channels }];
          var inputArgs = [(0, tfjs_1.scalar)(contents, "string")];
          return this.executeSingleOutput("DecodePng", opAttrs, inputArgs);
        };
        NodeJSKernelBackend2.prototype.decodeBmp = function(contents, channels) {
          var opAttrs = [{ name: "channels", type: this.binding.TF_ATTR_INT, value: channels }];
          var inputArgs = [(0, tfjs_1.scalar)(contents, "string")];
          return this.executeSingleOutput("DecodeBmp", opAttrs, inputArgs);
        };
        NodeJSKernelBackend2.prototype.decodeGif = function(contents) {
          var inputArgs = [(0, tfjs_1.scalar)(contents, "string")];
          return this.executeSingleOutput("DecodeGif", [], inputArgs);
        };
        NodeJSKernelBackend2.prototype.executeEncodeImageOp = function(name, opAttrs, imageData, imageShape) {
          var inputTensorId = this.binding.createTensor(imageShape, this.binding.TF_UINT8, imageData);
          var outputMetadata = this.binding.executeOp(name, opAttrs, [inputTensorId], 1);
          this.binding.deleteTensor(inputTensorId);
          var outputTensorInfo = outputMetadata[0];
          outputTensorInfo.dtype = this.binding.TF_UINT8;
          return this.createOutputTensor(outputTensorInfo);
        };
        NodeJSKernelBackend2.prototype.encodeJpeg = function(imageData, imageShape, format, quality, progressive, optimizeSize, chromaDownsampling, densityUnit, xDensity, yDensity, xmpMetadata) {
          var opAttrs = [
            { name: "format", type: this.binding.TF_ATTR_STRING, value: format },
            { name: "quality", type: this.binding.TF_ATTR_INT, value: quality },
            {
              name: "progressive",
              type: this.binding.TF_ATTR_BOOL,
              value: progressive
            },
            {
              name: "optimize_size",
              type: this.binding.TF_ATTR_BOOL,
              value: optimizeSize
            },
            {
              name: "chroma_downsampling",
              type: this.binding.TF_ATTR_BOOL,
              value: chromaDownsampling
            },
            {
              name: "density_unit",
              type: this.binding.TF_ATTR_STRING,
              value: densityUnit
            },
            { name: "x_density", type: this.binding.TF_ATTR_INT, value: xDensity },
            { name: "y_density", type: this.binding.TF_ATTR_INT, value: yDensity },
            {
              name: "xmp_metadata",
              type: this.binding.TF_ATTR_STRING,
              value: xmpMetadata
            }
          ];
          return this.executeEncodeImageOp("EncodeJpeg", opAttrs, imageData, imageShape);
        };
        NodeJSKernelBackend2.prototype.encodePng = function(imageData, imageShape, compression) {
          var opAttrs = [
            { name: "compression", type: this.binding.TF_ATTR_INT, value: compression }
          ];
          return this.executeEncodeImageOp("EncodePng", opAttrs, imageData, imageShape);
        };
        NodeJSKernelBackend2.prototype.deleteSavedModel = function(id) {
          this.binding.deleteSavedModel(id);
        };
        NodeJSKernelBackend2.prototype.loadSavedModelMetaGraph = function(path, tags) {
          return this.binding.loadSavedModel(path, tags);
        };
        NodeJSKernelBackend2.prototype.getMappedInputTensorIds = function(inputs, inputTensorInfos) {
          var tensorIds = this.getInputTensorIds(inputs);
          var newTensors = [];
          for (var i = 0; i < inputs.length; i++) {
            if (inputTensorInfos[i] != null) {
              if (inputTensorInfos[i].tfDtype === "DT_UINT8") {
                var data = Uint8Array.from(inputs[i].dataSync());
                var inputTensorId = this.binding.createTensor(inputs[i].shape, this.binding.TF_UINT8, data);
                tensorIds[i] = inputTensorId;
                newTensors.push(i);
              } else if (inputTensorInfos[i].tfDtype === "DT_INT64") {
                var data = (0, int64_tensors_1.encodeInt32ArrayAsInt64)(inputs[i].dataSync());
                var inputTensorId = this.binding.createTensor(inputs[i].shape, this.binding.TF_INT64, data);
                tensorIds[i] = inputTensorId;
                newTensors.push(i);
              }
            }
          }
          return { tensorIds, newTensors };
        };
        NodeJSKernelBackend2.prototype.runSavedModel = function(id, inputs, inputTensorInfos, outputOpNames) {
          var _this = this;
          var _a = this.getMappedInputTensorIds(inputs, inputTensorInfos), tensorIds = _a.tensorIds, newTensors = _a.newTensors;
          var outputMetadata = this.binding.runSavedModel(id, tensorIds, inputTensorInfos.map(function(info) {
            return info.name;
          }).join(","), outputOpNames.join(","));
          for (var i = 0; i < tensorIds.length; i++) {
            if (newTensors.includes(i)) {
              this.binding.deleteTensor(tensorIds[i]);
            }
          }
          return outputMetadata.map(function(m) {
            return _this.createOutputTensor(m);
          });
        };
        NodeJSKernelBackend2.prototype.summaryWriter = function(logdir) {
          var opAttrs = [
            {
              name: "shared_name",
              type: this.binding.TF_ATTR_STRING,
              value: "logdir:".concat(logdir)
            },
            { name: "container", type: this.binding.TF_ATTR_STRING, value: "" }
          ];
          var writerResource = this.executeSingleOutput("SummaryWriter", opAttrs, []);
          return writerResource;
        };
        NodeJSKernelBackend2.prototype.createSummaryFileWriter = function(resourceHandle, logdir, maxQueue, flushMillis, filenameSuffix) {
          var inputArgs = [
            resourceHandle,
            (0, tfjs_1.scalar)(logdir),
            (0, tfjs_1.scalar)(maxQueue == null ? 10 : maxQueue, "int32"),
            (0, tfjs_1.scalar)(flushMillis == null ? 2 * 60 * 1e3 : flushMillis, "int32"),
            (0, tfjs_1.scalar)(filenameSuffix == null ? ".v2" : filenameSuffix)
          ];
          this.executeMultipleOutputs("CreateSummaryFileWriter", [], inputArgs, 0);
        };
        NodeJSKernelBackend2.prototype.writeScalarSummary = function(resourceHandle, step, name, value) {
          var _this = this;
          (0, tfjs_1.tidy)(function() {
            tfjs_1.util.assert(Number.isInteger(step), function() {
              return "step is expected to be an integer, but is instead ".concat(step);
            });
            var inputArgs = [resourceHandle, new int64_tensors_1.Int64Scalar(step), (0, tfjs_1.scalar)(name, "string")];
            var typeAttr;
            if (typeof value === "number") {
              inputArgs.push((0, tfjs_1.scalar)(value));
              typeAttr = _this.binding.TF_FLOAT;
            } else {
              tfjs_1.util.assert(value.rank === 0, function() {
                return "A non-scalar tensor (rank ".concat(value.rank, ") is passed to ") + "writeScalarSummary()";
              });
              inputArgs.push(value);
              typeAttr = _this.typeAttributeFromTensor(value);
            }
            var opAttrs = [{ name: "T", type: _this.binding.TF_ATTR_TYPE, value: typeAttr }];
            var ids = _this.getInputTensorIds(inputArgs);
            _this.binding.executeOp("WriteScalarSummary", opAttrs, ids, 0);
            _this.binding.deleteTensor(ids[1]);
          });
        };
        NodeJSKernelBackend2.prototype.writeHistogramSummary = function(resourceHandle, step, name, data, bucketCount, description) {
          var _this = this;
          (0, tfjs_1.tidy)(function() {
            tfjs_1.util.assert(Number.isInteger(step), function() {
              return "step is expected to be an integer, but is instead ".concat(step);
            });
            var content = new messages.HistogramPluginData().setVersion(0);
            var pluginData = new messages.SummaryMetadata.PluginData().setPluginName("histograms").setContent(content.serializeBinary());
            var summary = new messages.SummaryMetadata().setPluginData(pluginData).setDisplayName(null).setSummaryDescription(description);
            var summaryTensor = (0, tfjs_1.scalar)(summary.serializeBinary(), "string");
            var nameTensor = (0, tfjs_1.scalar)(name, "string");
            var stepScalar = new int64_tensors_1.Int64Scalar(step);
            var buckets = _this.buckets(data, bucketCount);
            tfjs_1.util.assert(buckets.rank === 2 && buckets.shape[1] === 3, function() {
              return "Expected buckets to have shape [k, 3], but they had shape ".concat(buckets.shape);
            });
            tfjs_1.util.assert(buckets.dtype === "float32", function() {
              return "Expected buckets to have dtype float32, but they had dtype ".concat(buckets.dtype);
            });
            var inputArgs = [resourceHandle, stepScalar, buckets, nameTensor, summaryTensor];
            var typeAttr = _this.typeAttributeFromTensor(buckets);
            var opAttrs = [{ name: "T", type: _this.binding.TF_ATTR_TYPE, value: typeAttr }];
            var ids = _this.getInputTensorIds(inputArgs);
            _this.binding.executeOp("WriteSummary", opAttrs, ids, 0);
            _this.binding.deleteTensor(ids[1]);
          });
        };
        NodeJSKernelBackend2.prototype.flushSummaryWriter = function(resourceHandle) {
          var inputArgs = [resourceHandle];
          this.executeMultipleOutputs("FlushSummaryWriter", [], inputArgs, 0);
        };
        NodeJSKernelBackend2.prototype.buckets = function(data, bucketCount) {
          if (data.size === 0) {
            return tf.tensor([], [0, 3], "float32");
          }
          bucketCount = bucketCount !== void 0 ? bucketCount : 30;
          tfjs_1.util.assert(Number.isInteger(bucketCount) && bucketCount > 0, function() {
            return "Expected bucket count to be a strictly positive integer, but it was " + "".concat(bucketCount);
          });
          data = data.flatten();
          data = data.cast("float32");
          var min = data.min();
          var max = data.max();
          var range = max.sub(min);
          var isSingular = range.equal(0).arraySync() !== 0;
          if (isSingular) {
            var center = min;
            var bucketStart = center.sub(0.5);
            var bucketEnd = center.add(0.5);
            var bucketCounts_1 = tf.scalar(data.size, "float32");
            return tf.concat([bucketStart, bucketEnd, bucketCounts_1]).reshape([1, 3]);
          }
          var bucketWidth = range.div(bucketCount);
          var offsets = data.sub(min);
          var bucketIndices = offsets.floorDiv(bucketWidth).cast("int32");
          var clampedIndices = tf.minimum(bucketIndices, bucketCount - 1).cast("int32");
          var oneHots = tf.oneHot(clampedIndices, bucketCount);
          var bucketCounts = oneHots.sum(0).cast("int32");
          var edges = tf.linspace(min.arraySync(), max.arraySync(), bucketCount + 1);
          edges = tf.concat([edges.slice(0, bucketCount), max.reshape([1])], 0);
          var leftEdges = edges.slice(0, bucketCount);
          var rightEdges = edges.slice(1, bucketCount);
          return tf.stack([leftEdges, rightEdges, bucketCounts.cast("float32")]).transpose();
        };
        NodeJSKernelBackend2.prototype.memory = function() {
          return { unreliable: true };
        };
        NodeJSKernelBackend2.prototype.time = function(f) {
          return __awaiter(this, void 0, void 0, function() {
            var start, elapsed;
            return __generator(this, function(_a) {
              start = process.hrtime();
              f();
              elapsed = process.hrtime(start);
              return [2, { kernelMs: elapsed[0] * 1e3 + elapsed[1] / 1e6 }];
            });
          });
        };
        NodeJSKernelBackend2.prototype.getNumOfSavedModels = function() {
          return this.binding.getNumOfSavedModels();
        };
        NodeJSKernelBackend2.prototype.getNumOfTFTensors = function() {
          return this.binding.getNumOfTensors();
        };
        return NodeJSKernelBackend2;
      })(tfjs_1.KernelBackend)
    );
    exports2.NodeJSKernelBackend = NodeJSKernelBackend;
    function nodeBackend() {
      return tf.findBackend("tensorflow");
    }
    exports2.nodeBackend = nodeBackend;
    function getTFDType(dataType) {
      var binding = nodeBackend().binding;
      switch (dataType) {
        case "float32":
          return binding.TF_FLOAT;
        case "int32":
          return binding.TF_INT32;
        case "bool":
          return binding.TF_BOOL;
        case "complex64":
          return binding.TF_COMPLEX64;
        case "string":
          return binding.TF_STRING;
        // tslint:disable-next-line:no-any
        case "int64":
          return binding.TF_INT64;
        default:
          var errorMessage = "Unknown dtype: ".concat(dataType);
          throw new Error(errorMessage);
      }
    }
    exports2.getTFDType = getTFDType;
    function createTensorsTypeOpAttr(attrName, tensorsOrDtype) {
      if ((0, util_1.isNullOrUndefined)(tensorsOrDtype)) {
        throw new Error("Invalid input tensors value.");
      }
      return {
        name: attrName,
        type: nodeBackend().binding.TF_ATTR_TYPE,
        value: tensorsOrDtype instanceof tf.Tensor || Array.isArray(tensorsOrDtype) ? getTFDTypeForInputs(tensorsOrDtype) : getTFDType(tensorsOrDtype)
      };
    }
    exports2.createTensorsTypeOpAttr = createTensorsTypeOpAttr;
    function createOpAttr(attrName, tensorsOrDtype, value) {
      if ((0, util_1.isNullOrUndefined)(tensorsOrDtype)) {
        throw new Error("Invalid input tensors value.");
      }
      return { name: attrName, type: nodeBackend().binding.TF_BOOL, value };
    }
    exports2.createOpAttr = createOpAttr;
    function getTFDTypeForInputs(tensors) {
      if ((0, util_1.isNullOrUndefined)(tensors)) {
        throw new Error("Invalid input tensors value.");
      }
      if ((0, util_1.isArray)(tensors)) {
        for (var i = 0; i < tensors.length; i++) {
          return getTFDType(tensors[i].dtype);
        }
        return -1;
      } else {
        return getTFDType(tensors.dtype);
      }
    }
    function ensureTensorflowBackend() {
      tf.util.assert(tf.getBackend() === "tensorflow", function() {
        return 'Expect the current backend to be "tensorflow", but got "'.concat(tf.getBackend(), '"');
      });
    }
    exports2.ensureTensorflowBackend = ensureTensorflowBackend;
  }
});

// kernels/Abs.js
var require_Abs = __commonJS({
  "kernels/Abs.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.absConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.absConfig = {
      kernelName: tfjs_1.Abs,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        if (x.dtype === "complex64") {
          var opAttrs = [
            (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
            (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tout", "float32")
          ];
          return backend.executeSingleOutput("ComplexAbs", opAttrs, [x]);
        }
        return backend.executeSingleInput(tfjs_1.Abs, x);
      }
    };
  }
});

// kernels/Acos.js
var require_Acos = __commonJS({
  "kernels/Acos.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.acosConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.acosConfig = {
      kernelName: tfjs_1.Acos,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Acos, x);
      }
    };
  }
});

// kernels/Acosh.js
var require_Acosh = __commonJS({
  "kernels/Acosh.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.acoshConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.acoshConfig = {
      kernelName: tfjs_1.Acosh,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Acosh, x);
      }
    };
  }
});

// kernels/Add.js
var require_Add = __commonJS({
  "kernels/Add.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.addConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.addConfig = {
      kernelName: tfjs_1.Add,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tfjs_1.backend_util.upcastType(a.dtype, b.dtype))];
        return backend.executeSingleOutput(tfjs_1.Add, opAttrs, [a, b]);
      }
    };
  }
});

// kernels/AddN.js
var require_AddN = __commonJS({
  "kernels/AddN.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.addNConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.addNConfig = {
      kernelName: tfjs_1.AddN,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var tensors = args.inputs;
        var backend = args.backend;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tensors[0].dtype),
          { name: "N", type: backend.binding.TF_ATTR_INT, value: tensors.length }
        ];
        return backend.executeSingleOutput(tfjs_1.AddN, opAttrs, tensors);
      }
    };
  }
});

// kernels/All.js
var require_All = __commonJS({
  "kernels/All.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.allConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.allConfig = {
      kernelName: tfjs_1.All,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, axis = _a.axis, keepDims = _a.keepDims;
        var origAxes = tfjs_1.util.parseAxisParam(axis, x.shape);
        var opAttrs = [
          { name: "keep_dims", type: backend.binding.TF_ATTR_BOOL, value: keepDims },
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tidx", "int32")
        ];
        var axesTensor = (0, tfjs_1.tensor1d)(origAxes, "int32");
        var res = backend.executeSingleOutput(tfjs_1.All, opAttrs, [x, axesTensor]);
        axesTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Any.js
var require_Any = __commonJS({
  "kernels/Any.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.anyConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.anyConfig = {
      kernelName: tfjs_1.Any,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, axis = _a.axis, keepDims = _a.keepDims;
        var origAxes = tfjs_1.util.parseAxisParam(axis, x.shape);
        var opAttrs = [
          { name: "keep_dims", type: backend.binding.TF_ATTR_BOOL, value: keepDims },
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tidx", "int32")
        ];
        var axesTensor = (0, tfjs_1.tensor1d)(origAxes, "int32");
        var res = backend.executeSingleOutput(tfjs_1.Any, opAttrs, [x, axesTensor]);
        axesTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/ArgMax.js
var require_ArgMax = __commonJS({
  "kernels/ArgMax.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.argMaxConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.argMaxConfig = {
      kernelName: tfjs_1.ArgMax,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var axis = args.attrs.axis;
        var toDispose = [];
        var xInput = x;
        if (x.dtype === "bool") {
          xInput = x.toInt();
          toDispose.push(xInput);
        }
        var axisScalar = (0, tfjs_1.scalar)(axis, "int32");
        toDispose.push(axisScalar);
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", xInput.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tidx", "int32"),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("output_type", "int32")
        ];
        var res = backend.executeSingleOutput(tfjs_1.ArgMax, opAttrs, [xInput, axisScalar]);
        toDispose.forEach(function(t) {
          return t.dispose();
        });
        return res;
      }
    };
  }
});

// kernels/ArgMin.js
var require_ArgMin = __commonJS({
  "kernels/ArgMin.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.argMinConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.argMinConfig = {
      kernelName: tfjs_1.ArgMin,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var axis = args.attrs.axis;
        var toDispose = [];
        var xInput = x;
        if (x.dtype === "bool") {
          xInput = x.toInt();
          toDispose.push(xInput);
        }
        var axisScalar = (0, tfjs_1.scalar)(axis, "int32");
        toDispose.push(axisScalar);
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", xInput.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tidx", "int32"),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("output_type", "int32")
        ];
        var res = backend.executeSingleOutput(tfjs_1.ArgMin, opAttrs, [xInput, axisScalar]);
        toDispose.forEach(function(t) {
          return t.dispose();
        });
        return res;
      }
    };
  }
});

// kernels/Asin.js
var require_Asin = __commonJS({
  "kernels/Asin.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.asinConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.asinConfig = {
      kernelName: tfjs_1.Asin,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Asin, x);
      }
    };
  }
});

// kernels/Asinh.js
var require_Asinh = __commonJS({
  "kernels/Asinh.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.asinhConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.asinhConfig = {
      kernelName: tfjs_1.Asinh,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Asinh, x);
      }
    };
  }
});

// kernels/Atan.js
var require_Atan = __commonJS({
  "kernels/Atan.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.atanConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.atanConfig = {
      kernelName: tfjs_1.Atan,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Atan, x);
      }
    };
  }
});

// kernels/Atan2.js
var require_Atan2 = __commonJS({
  "kernels/Atan2.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.atan2Config = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.atan2Config = {
      kernelName: tfjs_1.Atan2,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", a.dtype)];
        return backend.executeSingleOutput(tfjs_1.Atan2, opAttrs, [a, b]);
      }
    };
  }
});

// kernels/Atanh.js
var require_Atanh = __commonJS({
  "kernels/Atanh.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.atanhConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.atanhConfig = {
      kernelName: tfjs_1.Atanh,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Atanh, x);
      }
    };
  }
});

// kernels/AvgPool.js
var require_AvgPool = __commonJS({
  "kernels/AvgPool.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.avgPoolConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.avgPoolConfig = {
      kernelName: tfjs_1.AvgPool,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, filterSize = _a.filterSize, strides = _a.strides, pad = _a.pad, dimRoundingMode = _a.dimRoundingMode;
        var convInfo = tfjs_1.backend_util.computePool2DInfo(x.shape, filterSize, strides, 1, pad, dimRoundingMode);
        if (convInfo.padInfo.type !== "VALID" && convInfo.padInfo.type !== "SAME") {
          throw new Error("TF Backend supports only 'valid' and 'same' padding " + "while padding was ".concat(convInfo.padInfo.type));
        }
        var ksize = [1, convInfo.filterHeight, convInfo.filterWidth, 1];
        var $strides = [1, convInfo.strideHeight, convInfo.strideWidth, 1];
        var padding = convInfo.padInfo.type;
        var dataFormat = convInfo.dataFormat === "channelsLast" ? "NHWC" : "NCHW";
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          { name: "ksize", type: backend.binding.TF_ATTR_INT, value: ksize },
          { name: "strides", type: backend.binding.TF_ATTR_INT, value: $strides },
          { name: "padding", type: backend.binding.TF_ATTR_STRING, value: padding },
          {
            name: "data_format",
            type: backend.binding.TF_ATTR_STRING,
            value: dataFormat
          }
        ];
        return backend.executeSingleOutput(tfjs_1.AvgPool, opAttrs, [x]);
      }
    };
  }
});

// kernels/AvgPool3D.js
var require_AvgPool3D = __commonJS({
  "kernels/AvgPool3D.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.avgPool3DConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.avgPool3DConfig = {
      kernelName: tfjs_1.AvgPool3D,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, filterSize = _a.filterSize, strides = _a.strides, pad = _a.pad, dimRoundingMode = _a.dimRoundingMode, dataFormat = _a.dataFormat;
        var convInfo = tfjs_1.backend_util.computePool3DInfo(x.shape, filterSize, strides, 1, pad, dimRoundingMode, dataFormat);
        if (convInfo.padInfo.type !== "VALID" && convInfo.padInfo.type !== "SAME") {
          throw new Error("TF Backend supports only 'valid' and 'same' padding " + "while padding was ".concat(convInfo.padInfo.type));
        }
        var ksize = [
          1,
          convInfo.filterDepth,
          convInfo.filterHeight,
          convInfo.filterWidth,
          1
        ];
        var $strides = [
          1,
          convInfo.strideDepth,
          convInfo.strideHeight,
          convInfo.strideWidth,
          1
        ];
        var padding = convInfo.padInfo.type;
        var $dataFormat = convInfo.dataFormat === "channelsLast" ? "NDHWC" : "NCDHW";
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          { name: "ksize", type: backend.binding.TF_ATTR_INT, value: ksize },
          { name: "strides", type: backend.binding.TF_ATTR_INT, value: $strides },
          { name: "padding", type: backend.binding.TF_ATTR_STRING, value: padding },
          {
            name: "data_format",
            type: backend.binding.TF_ATTR_STRING,
            value: $dataFormat
          }
        ];
        return backend.executeSingleOutput(tfjs_1.AvgPool3D, opAttrs, [x]);
      }
    };
  }
});

// kernels/AvgPool3DGrad.js
var require_AvgPool3DGrad = __commonJS({
  "kernels/AvgPool3DGrad.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.avgPool3DGradConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.avgPool3DGradConfig = {
      kernelName: tfjs_1.AvgPool3DGrad,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, dy = _a.dy, input = _a.input;
        var backend = args.backend;
        var _b = args.attrs, filterSize = _b.filterSize, strides = _b.strides, pad = _b.pad, dimRoundingMode = _b.dimRoundingMode;
        var convInfo = tfjs_1.backend_util.computePool3DInfo(input.shape, filterSize, strides, 1, pad, dimRoundingMode);
        if (convInfo.padInfo.type !== "VALID" && convInfo.padInfo.type !== "SAME") {
          throw new Error("TF Backend supports only 'valid' and 'same' padding " + "while padding type was ".concat(convInfo.padInfo.type));
        }
        var ksize = [
          1,
          convInfo.filterDepth,
          convInfo.filterHeight,
          convInfo.filterWidth,
          1
        ];
        var $strides = [
          1,
          convInfo.strideDepth,
          convInfo.strideHeight,
          convInfo.strideWidth,
          1
        ];
        var padding = convInfo.padInfo.type;
        var dataFormat = convInfo.dataFormat === "channelsLast" ? "NDHWC" : "NCDHW";
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", input.dtype),
          { name: "ksize", type: backend.binding.TF_ATTR_INT, value: ksize },
          { name: "strides", type: backend.binding.TF_ATTR_INT, value: $strides },
          { name: "padding", type: backend.binding.TF_ATTR_STRING, value: padding },
          {
            name: "data_format",
            type: backend.binding.TF_ATTR_STRING,
            value: dataFormat
          }
        ];
        var origInputShape = (0, tfjs_1.tensor1d)(input.shape, "int32");
        var res = backend.executeSingleOutput(tfjs_1.AvgPool3DGrad, opAttrs, [origInputShape, dy]);
        origInputShape.dispose();
        return res;
      }
    };
  }
});

// kernels/AvgPoolGrad.js
var require_AvgPoolGrad = __commonJS({
  "kernels/AvgPoolGrad.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.avgPoolGradConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.avgPoolGradConfig = {
      kernelName: tfjs_1.AvgPoolGrad,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, dy = _a.dy, input = _a.input;
        var backend = args.backend;
        var _b = args.attrs, filterSize = _b.filterSize, strides = _b.strides, pad = _b.pad;
        var convInfo = tfjs_1.backend_util.computePool2DInfo(input.shape, filterSize, strides, 1, pad);
        if (convInfo.padInfo.type !== "VALID" && convInfo.padInfo.type !== "SAME") {
          throw new Error("TF Backend supports only 'valid' and 'same' padding " + "while padding type was ".concat(convInfo.padInfo.type));
        }
        var ksize = [1, convInfo.filterHeight, convInfo.filterWidth, 1];
        var $strides = [1, convInfo.strideHeight, convInfo.strideWidth, 1];
        var padding = convInfo.padInfo.type;
        var dataFormat = convInfo.dataFormat === "channelsLast" ? "NHWC" : "NCHW";
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", input.dtype),
          { name: "ksize", type: backend.binding.TF_ATTR_INT, value: ksize },
          { name: "strides", type: backend.binding.TF_ATTR_INT, value: $strides },
          { name: "padding", type: backend.binding.TF_ATTR_STRING, value: padding },
          {
            name: "data_format",
            type: backend.binding.TF_ATTR_STRING,
            value: dataFormat
          }
        ];
        var origInputShape = (0, tfjs_1.tensor1d)(input.shape, "int32");
        var ret = backend.executeSingleOutput(tfjs_1.AvgPoolGrad, opAttrs, [origInputShape, dy]);
        origInputShape.dispose();
        return ret;
      }
    };
  }
});

// kernels/BatchMatMul.js
var require_BatchMatMul = __commonJS({
  "kernels/BatchMatMul.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.batchMatMulConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.batchMatMulConfig = {
      kernelName: tfjs_1.BatchMatMul,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        var _b = args.attrs, transposeA = _b.transposeA, transposeB = _b.transposeB;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", a.dtype),
          { name: "adj_x", type: backend.binding.TF_ATTR_BOOL, value: transposeA },
          { name: "adj_y", type: backend.binding.TF_ATTR_BOOL, value: transposeB }
        ];
        return backend.executeSingleOutput("BatchMatMulV2", opAttrs, [a, b]);
      }
    };
  }
});

// kernels/BatchToSpaceND.js
var require_BatchToSpaceND = __commonJS({
  "kernels/BatchToSpaceND.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.batchToSpaceNDConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.batchToSpaceNDConfig = {
      kernelName: tfjs_1.BatchToSpaceND,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, blockShape = _a.blockShape, crops = _a.crops;
        var blockShapeTensor = (0, tfjs_1.tensor1d)(blockShape, "int32");
        var cropsTensor = (0, tfjs_1.tensor2d)(crops, [crops.length, crops[0].length], "int32");
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tblock_shape", "int32"),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tcrops", cropsTensor.dtype)
        ];
        var res = backend.executeSingleOutput(tfjs_1.BatchToSpaceND, opAttrs, [x, blockShapeTensor, cropsTensor]);
        cropsTensor.dispose();
        blockShapeTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Bincount.js
var require_Bincount = __commonJS({
  "kernels/Bincount.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.bincountConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.bincountConfig = {
      kernelName: tfjs_1.Bincount,
      backendName: "tensorflow",
      kernelFunc: function(_a) {
        var inputs = _a.inputs, backend = _a.backend, attrs = _a.attrs;
        var _b = inputs, x = _b.x, weights = _b.weights;
        var size = attrs.size;
        var nodeBackend = backend;
        var $size = (0, tfjs_1.scalar)(size, "int32");
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", weights.dtype)];
        var result = nodeBackend.executeSingleOutput(tfjs_1.Bincount, opAttrs, [x, $size, weights]);
        $size.dispose();
        return result;
      }
    };
  }
});

// kernels/BroadcastArgs.js
var require_BroadcastArgs = __commonJS({
  "kernels/BroadcastArgs.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2021 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.broadcastArgsConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.broadcastArgsConfig = {
      kernelName: tfjs_1.BroadcastArgs,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, s0 = _a.s0, s1 = _a.s1;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tfjs_1.backend_util.upcastType(s0.dtype, s1.dtype))];
        return backend.executeSingleOutput(tfjs_1.BroadcastArgs, opAttrs, [s0, s1]);
      }
    };
  }
});

// kernels/Cast.js
var require_Cast = __commonJS({
  "kernels/Cast.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.castConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.castConfig = {
      kernelName: tfjs_1.Cast,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var dtype = args.attrs.dtype;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("SrcT", x.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("DstT", dtype),
          { name: "Truncate", type: backend.binding.TF_ATTR_BOOL, value: false }
        ];
        return backend.executeSingleOutput(tfjs_1.Cast, opAttrs, [x]);
      }
    };
  }
});

// kernels/Ceil.js
var require_Ceil = __commonJS({
  "kernels/Ceil.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.ceilConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.ceilConfig = {
      kernelName: tfjs_1.Ceil,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Ceil, x);
      }
    };
  }
});

// kernels/ClipByValue.js
var require_ClipByValue = __commonJS({
  "kernels/ClipByValue.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.clipByValueConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.clipByValueConfig = {
      kernelName: tfjs_1.ClipByValue,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var _a = args.attrs, clipValueMin = _a.clipValueMin, clipValueMax = _a.clipValueMax;
        return (0, tfjs_1.tidy)(function() {
          var xMin = (0, tfjs_1.minimum)(x, (0, tfjs_1.scalar)(clipValueMax, x.dtype));
          return (0, tfjs_1.maximum)(xMin, (0, tfjs_1.scalar)(clipValueMin, x.dtype));
        });
      }
    };
  }
});

// kernels/Complex.js
var require_Complex = __commonJS({
  "kernels/Complex.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.complexConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.complexConfig = {
      kernelName: tfjs_1.Complex,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, real = _a.real, imag = _a.imag;
        var backend = args.backend;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", real),
          {
            name: "Tout",
            type: backend.binding.TF_ATTR_TYPE,
            value: backend.binding.TF_COMPLEX64
          }
        ];
        var inputs = [real, imag];
        return backend.executeSingleOutput(tfjs_1.Complex, opAttrs, inputs);
      }
    };
  }
});

// kernels/ComplexAbs.js
var require_ComplexAbs = __commonJS({
  "kernels/ComplexAbs.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.complexAbsConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.complexAbsConfig = {
      kernelName: tfjs_1.ComplexAbs,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tout", "float32")
        ];
        return backend.executeSingleOutput(tfjs_1.ComplexAbs, opAttrs, [x]);
      }
    };
  }
});

// kernels/Concat.js
var require_Concat = __commonJS({
  "kernels/Concat.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.concatConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.concatConfig = {
      kernelName: tfjs_1.Concat,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var tensors = args.inputs;
        var backend = args.backend;
        var axis = args.attrs.axis;
        var opAttrs = [
          { name: "N", type: backend.binding.TF_ATTR_INT, value: tensors.length },
          {
            name: "Tidx",
            type: backend.binding.TF_ATTR_TYPE,
            value: backend.binding.TF_INT32
          },
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tensors)
        ];
        var inputs = Array.from(tensors);
        var axisTensor = (0, tfjs_1.scalar)(axis, "int32");
        inputs.push(axisTensor);
        var res = backend.executeSingleOutput("ConcatV2", opAttrs, inputs);
        axisTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Conv2D.js
var require_Conv2D = __commonJS({
  "kernels/Conv2D.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    var __spreadArray = exports2 && exports2.__spreadArray || function(to, from, pack) {
      if (pack || arguments.length === 2) for (var i = 0, l = from.length, ar; i < l; i++) {
        if (ar || !(i in from)) {
          if (!ar) ar = Array.prototype.slice.call(from, 0, i);
          ar[i] = from[i];
        }
      }
      return to.concat(ar || Array.prototype.slice.call(from));
    };
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.conv2dImpl = exports2.conv2DConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.conv2DConfig = {
      kernelName: tfjs_1.Conv2D,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, x = _a.x, filter = _a.filter;
        var backend = args.backend;
        var _b = args.attrs, strides = _b.strides, pad = _b.pad, dataFormat = _b.dataFormat, dilations = _b.dilations, dimRoundingMode = _b.dimRoundingMode;
        var $dataFormat = tfjs_1.backend_util.convertConv2DDataFormat(dataFormat);
        var convInfo = tfjs_1.backend_util.computeConv2DInfo(x.shape, filter.shape, strides, dilations, pad, dimRoundingMode, false, $dataFormat);
        return conv2dImpl(x, filter, convInfo, backend);
      }
    };
    function conv2dImpl(x, filter, convInfo, backend) {
      if (convInfo.padInfo.type !== "VALID" && convInfo.padInfo.type !== "SAME" && convInfo.padInfo.type !== "EXPLICIT") {
        throw new Error("TF Backend supports only 'valid' and 'same' padding " + "while padding was ".concat(convInfo.padInfo.type));
      }
      var strides = [1, convInfo.strideHeight, convInfo.strideWidth, 1];
      var padding = convInfo.padInfo.type;
      var dataFormat = convInfo.dataFormat === "channelsLast" ? "NHWC" : "NCHW";
      var dilations = [1, convInfo.dilationHeight, convInfo.dilationWidth, 1];
      var opAttrs = [
        (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
        { name: "strides", type: backend.binding.TF_ATTR_INT, value: strides },
        { name: "padding", type: backend.binding.TF_ATTR_STRING, value: padding },
        {
          name: "data_format",
          type: backend.binding.TF_ATTR_STRING,
          value: dataFormat
        },
        { name: "use_cudnn_on_gpu", type: backend.binding.TF_ATTR_BOOL, value: true },
        { name: "dilations", type: backend.binding.TF_ATTR_INT, value: dilations }
      ];
      if (padding === "EXPLICIT") {
        var padValue = [
          convInfo.padInfo.top,
          convInfo.padInfo.bottom,
          convInfo.padInfo.left,
          convInfo.padInfo.right
        ];
        opAttrs.push({
          name: "explicit_paddings",
          type: backend.binding.TF_ATTR_INT,
          value: dataFormat === "NHWC" ? __spreadArray(__spreadArray([0, 0], padValue, true), [0, 0], false) : __spreadArray([0, 0, 0, 0], padValue, true)
        });
      }
      return backend.executeSingleOutput(tfjs_1.Conv2D, opAttrs, [x, filter]);
    }
    exports2.conv2dImpl = conv2dImpl;
  }
});

// kernels/Conv2DBackpropFilter.js
var require_Conv2DBackpropFilter = __commonJS({
  "kernels/Conv2DBackpropFilter.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.conv2DBackpropFilterConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.conv2DBackpropFilterConfig = {
      kernelName: tfjs_1.Conv2DBackpropFilter,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, x = _a.x, dy = _a.dy;
        var backend = args.backend;
        var _b = args.attrs, strides = _b.strides, pad = _b.pad, dataFormat = _b.dataFormat, dimRoundingMode = _b.dimRoundingMode, filterShape = _b.filterShape;
        var $dataFormat = tfjs_1.backend_util.convertConv2DDataFormat(dataFormat);
        var convInfo = tfjs_1.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode, false, $dataFormat);
        return conv2DBackpropFilterImpl(dy, x, convInfo, backend);
      }
    };
    function conv2DBackpropFilterImpl(dy, filter, convInfo, backend) {
      if (convInfo.padInfo.type !== "VALID" && convInfo.padInfo.type !== "SAME") {
        throw new Error("TF Backend supports only 'valid' and 'same' padding " + "while padding was ".concat(convInfo.padInfo.type));
      }
      var strides = [1, convInfo.strideHeight, convInfo.strideWidth, 1];
      var padding = convInfo.padInfo.type;
      var dataFormat = convInfo.dataFormat === "channelsLast" ? "NHWC" : "NCHW";
      var dilations = [1, convInfo.dilationHeight, convInfo.dilationWidth, 1];
      var opAttrs = [
        (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", "float32"),
        { name: "strides", type: backend.binding.TF_ATTR_INT, value: strides },
        { name: "padding", type: backend.binding.TF_ATTR_STRING, value: padding },
        {
          name: "data_format",
          type: backend.binding.TF_ATTR_STRING,
          value: dataFormat
        },
        { name: "use_cudnn_on_gpu", type: backend.binding.TF_ATTR_BOOL, value: true },
        { name: "dilations", type: backend.binding.TF_ATTR_INT, value: dilations }
      ];
      var filterSizes = (0, tfjs_1.tensor1d)(convInfo.filterShape, "int32");
      var res = backend.executeSingleOutput(tfjs_1.Conv2DBackpropFilter, opAttrs, [filter, filterSizes, dy]);
      filterSizes.dispose();
      return res;
    }
  }
});

// kernels/Conv2DBackpropInput.js
var require_Conv2DBackpropInput = __commonJS({
  "kernels/Conv2DBackpropInput.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.conv2DBackpropInputConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.conv2DBackpropInputConfig = {
      kernelName: tfjs_1.Conv2DBackpropInput,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, dy = _a.dy, filter = _a.filter;
        var backend = args.backend;
        var _b = args.attrs, strides = _b.strides, pad = _b.pad, dataFormat = _b.dataFormat, dimRoundingMode = _b.dimRoundingMode, inputShape = _b.inputShape;
        var $dataFormat = tfjs_1.backend_util.convertConv2DDataFormat(dataFormat);
        var convInfo = tfjs_1.backend_util.computeConv2DInfo(inputShape, filter.shape, strides, 1, pad, dimRoundingMode, false, $dataFormat);
        return conv2DBackpropInputImpl(dy, filter, convInfo, backend);
      }
    };
    function conv2DBackpropInputImpl(dy, filter, convInfo, backend) {
      if (convInfo.padInfo.type !== "VALID" && convInfo.padInfo.type !== "SAME") {
        throw new Error("TF Backend supports only 'valid' and 'same' padding " + "while padding was ".concat(convInfo.padInfo.type));
      }
      var strides = [1, convInfo.strideHeight, convInfo.strideWidth, 1];
      var padding = convInfo.padInfo.type;
      var dataFormat = convInfo.dataFormat === "channelsLast" ? "NHWC" : "NCHW";
      var dilations = [1, convInfo.dilationHeight, convInfo.dilationWidth, 1];
      var opAttrs = [
        (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", "float32"),
        { name: "strides", type: backend.binding.TF_ATTR_INT, value: strides },
        { name: "padding", type: backend.binding.TF_ATTR_STRING, value: padding },
        {
          name: "data_format",
          type: backend.binding.TF_ATTR_STRING,
          value: dataFormat
        },
        { name: "use_cudnn_on_gpu", type: backend.binding.TF_ATTR_BOOL, value: true },
        { name: "dilations", type: backend.binding.TF_ATTR_INT, value: dilations }
      ];
      var inputSizes = (0, tfjs_1.tensor1d)(convInfo.inShape, "int32");
      var res = backend.executeSingleOutput(tfjs_1.Conv2DBackpropInput, opAttrs, [inputSizes, filter, dy]);
      inputSizes.dispose();
      return res;
    }
  }
});

// kernels/Conv3D.js
var require_Conv3D = __commonJS({
  "kernels/Conv3D.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.conv3DConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.conv3DConfig = {
      kernelName: tfjs_1.Conv3D,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, x = _a.x, filter = _a.filter;
        var backend = args.backend;
        var _b = args.attrs, strides = _b.strides, pad = _b.pad, dilations = _b.dilations;
        var convInfo = tfjs_1.backend_util.computeConv3DInfo(x.shape, filter.shape, strides, dilations, pad);
        var $strides = [
          1,
          convInfo.strideDepth,
          convInfo.strideHeight,
          convInfo.strideWidth,
          1
        ];
        var padding = convInfo.padInfo.type;
        var $dataFormat = convInfo.dataFormat === "channelsLast" ? "NDHWC" : "NCDHW";
        if (!backend.isGPUPackage && convInfo.dilationDepth > 1) {
          throw new Error("CPU Dilation depth must be 1");
        }
        var $dilations = [
          1,
          convInfo.dilationDepth,
          convInfo.dilationHeight,
          convInfo.dilationWidth,
          1
        ];
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          { name: "strides", type: backend.binding.TF_ATTR_INT, value: $strides },
          { name: "padding", type: backend.binding.TF_ATTR_STRING, value: padding },
          {
            name: "data_format",
            type: backend.binding.TF_ATTR_STRING,
            value: $dataFormat
          },
          { name: "dilations", type: backend.binding.TF_ATTR_INT, value: $dilations }
        ];
        return backend.executeSingleOutput(tfjs_1.Conv3D, opAttrs, [x, filter]);
      }
    };
  }
});

// kernels/Conv3DBackpropFilterV2.js
var require_Conv3DBackpropFilterV2 = __commonJS({
  "kernels/Conv3DBackpropFilterV2.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.conv3DBackpropFilterV2Config = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.conv3DBackpropFilterV2Config = {
      kernelName: tfjs_1.Conv3DBackpropFilterV2,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, x = _a.x, dy = _a.dy;
        var backend = args.backend;
        var _b = args.attrs, strides = _b.strides, pad = _b.pad, filterShape = _b.filterShape;
        var dilations = 1;
        var convInfo = tfjs_1.backend_util.computeConv3DInfo(x.shape, filterShape, strides, dilations, pad);
        var $strides = [
          1,
          convInfo.strideDepth,
          convInfo.strideHeight,
          convInfo.strideWidth,
          1
        ];
        var padding = convInfo.padInfo.type;
        var dataFormat = convInfo.dataFormat === "channelsLast" ? "NDHWC" : "NCDHW";
        if (!backend.isGPUPackage && convInfo.dilationDepth > 1) {
          throw new Error("CPU Dilation depth must be 1");
        }
        var $dilations = [
          1,
          convInfo.dilationDepth,
          convInfo.dilationHeight,
          convInfo.dilationWidth,
          1
        ];
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          { name: "strides", type: backend.binding.TF_ATTR_INT, value: $strides },
          { name: "padding", type: backend.binding.TF_ATTR_STRING, value: padding },
          {
            name: "data_format",
            type: backend.binding.TF_ATTR_STRING,
            value: dataFormat
          },
          { name: "dilations", type: backend.binding.TF_ATTR_INT, value: $dilations }
        ];
        var filterSizes = (0, tfjs_1.tensor1d)(filterShape, "int32");
        var res = backend.executeSingleOutput(tfjs_1.Conv3DBackpropFilterV2, opAttrs, [x, filterSizes, dy]);
        filterSizes.dispose();
        return res;
      }
    };
  }
});

// kernels/Conv3DBackpropInputV2.js
var require_Conv3DBackpropInputV2 = __commonJS({
  "kernels/Conv3DBackpropInputV2.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.conv3DBackpropInputV2Config = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.conv3DBackpropInputV2Config = {
      kernelName: tfjs_1.Conv3DBackpropInputV2,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, dy = _a.dy, filter = _a.filter;
        var backend = args.backend;
        var _b = args.attrs, strides = _b.strides, pad = _b.pad, inputShape = _b.inputShape;
        var dilations = 1;
        var convInfo = tfjs_1.backend_util.computeConv3DInfo(inputShape, filter.shape, strides, dilations, pad);
        var $strides = [
          1,
          convInfo.strideDepth,
          convInfo.strideHeight,
          convInfo.strideWidth,
          1
        ];
        var padding = convInfo.padInfo.type;
        var dataFormat = convInfo.dataFormat === "channelsLast" ? "NDHWC" : "NCDHW";
        if (!backend.isGPUPackage && convInfo.dilationDepth > 1) {
          throw new Error("CPU Dilation depth must be 1");
        }
        var $dilations = [
          1,
          convInfo.dilationDepth,
          convInfo.dilationHeight,
          convInfo.dilationWidth,
          1
        ];
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", dy.dtype),
          { name: "strides", type: backend.binding.TF_ATTR_INT, value: $strides },
          { name: "padding", type: backend.binding.TF_ATTR_STRING, value: padding },
          {
            name: "data_format",
            type: backend.binding.TF_ATTR_STRING,
            value: dataFormat
          },
          { name: "dilations", type: backend.binding.TF_ATTR_INT, value: $dilations },
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tshape", "int32")
        ];
        var inputSizes = (0, tfjs_1.tensor1d)(inputShape, "int32");
        var res = backend.executeSingleOutput(tfjs_1.Conv3DBackpropInputV2, opAttrs, [inputSizes, filter, dy]);
        inputSizes.dispose();
        return res;
      }
    };
  }
});

// kernels/Cos.js
var require_Cos = __commonJS({
  "kernels/Cos.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.cosConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.cosConfig = {
      kernelName: tfjs_1.Cos,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Cos, x);
      }
    };
  }
});

// kernels/Cosh.js
var require_Cosh = __commonJS({
  "kernels/Cosh.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.coshConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.coshConfig = {
      kernelName: tfjs_1.Cosh,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Cosh, x);
      }
    };
  }
});

// kernels/CropAndResize.js
var require_CropAndResize = __commonJS({
  "kernels/CropAndResize.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.cropAndResizeConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.cropAndResizeConfig = {
      kernelName: tfjs_1.CropAndResize,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, image = _a.image, boxes = _a.boxes, boxInd = _a.boxInd;
        var backend = args.backend;
        var _b = args.attrs, cropSize = _b.cropSize, method = _b.method, extrapolationValue = _b.extrapolationValue;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", image.dtype),
          { name: "method", type: backend.binding.TF_ATTR_STRING, value: method },
          {
            name: "extrapolation_value",
            type: backend.binding.TF_ATTR_FLOAT,
            value: extrapolationValue
          }
        ];
        var cropSizeTensor = (0, tfjs_1.tensor1d)(cropSize, "int32");
        var res = backend.executeSingleOutput(tfjs_1.CropAndResize, opAttrs, [image, boxes, boxInd, cropSizeTensor]);
        cropSizeTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Cumprod.js
var require_Cumprod = __commonJS({
  "kernels/Cumprod.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2022 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.cumprodConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.cumprodConfig = {
      kernelName: tfjs_1.Cumprod,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, axis = _a.axis, exclusive = _a.exclusive, reverse = _a.reverse;
        var axisTensor = (0, tfjs_1.scalar)(axis, "int32");
        var opAttrs = [
          { name: "exclusive", type: backend.binding.TF_ATTR_BOOL, value: exclusive },
          { name: "reverse", type: backend.binding.TF_ATTR_BOOL, value: reverse },
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tidx", "int32")
        ];
        var res = backend.executeSingleOutput(tfjs_1.Cumprod, opAttrs, [x, axisTensor]);
        axisTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Cumsum.js
var require_Cumsum = __commonJS({
  "kernels/Cumsum.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.cumsumConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.cumsumConfig = {
      kernelName: tfjs_1.Cumsum,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, axis = _a.axis, exclusive = _a.exclusive, reverse = _a.reverse;
        var axisTensor = (0, tfjs_1.scalar)(axis, "int32");
        var opAttrs = [
          { name: "exclusive", type: backend.binding.TF_ATTR_BOOL, value: exclusive },
          { name: "reverse", type: backend.binding.TF_ATTR_BOOL, value: reverse },
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tidx", "int32")
        ];
        var res = backend.executeSingleOutput(tfjs_1.Cumsum, opAttrs, [x, axisTensor]);
        axisTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/DepthToSpace.js
var require_DepthToSpace = __commonJS({
  "kernels/DepthToSpace.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.depthToSpaceConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.depthToSpaceConfig = {
      kernelName: tfjs_1.DepthToSpace,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, blockSize = _a.blockSize, dataFormat = _a.dataFormat;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x),
          {
            name: "block_size",
            type: backend.binding.TF_ATTR_INT,
            value: blockSize < 2 ? 2 : blockSize
          },
          {
            name: "data_format",
            type: backend.binding.TF_ATTR_STRING,
            value: dataFormat
          }
        ];
        var inputs = [x];
        return backend.executeSingleOutput(tfjs_1.DepthToSpace, opAttrs, inputs);
      }
    };
  }
});

// kernels/DepthwiseConv2dNative.js
var require_DepthwiseConv2dNative = __commonJS({
  "kernels/DepthwiseConv2dNative.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    var __spreadArray = exports2 && exports2.__spreadArray || function(to, from, pack) {
      if (pack || arguments.length === 2) for (var i = 0, l = from.length, ar; i < l; i++) {
        if (ar || !(i in from)) {
          if (!ar) ar = Array.prototype.slice.call(from, 0, i);
          ar[i] = from[i];
        }
      }
      return to.concat(ar || Array.prototype.slice.call(from));
    };
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.depthwiseConv2dNativeImpl = exports2.depthwiseConv2dNativeConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.depthwiseConv2dNativeConfig = {
      kernelName: tfjs_1.DepthwiseConv2dNative,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, x = _a.x, filter = _a.filter;
        var backend = args.backend;
        var _b = args.attrs, strides = _b.strides, pad = _b.pad, dilations = _b.dilations, dimRoundingMode = _b.dimRoundingMode;
        var $dilations = dilations;
        if ($dilations == null) {
          $dilations = [1, 1];
        }
        var convInfo = tfjs_1.backend_util.computeConv2DInfo(
          x.shape,
          filter.shape,
          strides,
          $dilations,
          pad,
          dimRoundingMode,
          true
          /* depthwise */
        );
        return depthwiseConv2dNativeImpl(x, filter, convInfo, backend);
      }
    };
    function depthwiseConv2dNativeImpl(input, filter, convInfo, backend) {
      if (convInfo.padInfo.type !== "VALID" && convInfo.padInfo.type !== "SAME" && convInfo.padInfo.type !== "EXPLICIT") {
        throw new Error("TF Backend supports only 'valid' and 'same' padding " + "while padding was ".concat(convInfo.padInfo.type));
      }
      var strides = [1, convInfo.strideHeight, convInfo.strideWidth, 1];
      var padding = convInfo.padInfo.type;
      var dataFormat = convInfo.dataFormat === "channelsLast" ? "NHWC" : "NCHW";
      var dilations = [1, convInfo.dilationHeight, convInfo.dilationWidth, 1];
      var opAttrs = [
        (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", input.dtype),
        { name: "strides", type: backend.binding.TF_ATTR_INT, value: strides },
        { name: "padding", type: backend.binding.TF_ATTR_STRING, value: padding },
        {
          name: "data_format",
          type: backend.binding.TF_ATTR_STRING,
          value: dataFormat
        },
        { name: "dilations", type: backend.binding.TF_ATTR_INT, value: dilations }
      ];
      if (padding === "EXPLICIT") {
        var padValue = [
          convInfo.padInfo.top,
          convInfo.padInfo.bottom,
          convInfo.padInfo.left,
          convInfo.padInfo.right
        ];
        opAttrs.push({
          name: "explicit_paddings",
          type: backend.binding.TF_ATTR_INT,
          value: dataFormat === "NHWC" ? __spreadArray(__spreadArray([0, 0], padValue, true), [0, 0], false) : __spreadArray([0, 0, 0, 0], padValue, true)
        });
      }
      return backend.executeSingleOutput(tfjs_1.DepthwiseConv2dNative, opAttrs, [input, filter]);
    }
    exports2.depthwiseConv2dNativeImpl = depthwiseConv2dNativeImpl;
  }
});

// kernels/DepthwiseConv2dNativeBackpropFilter.js
var require_DepthwiseConv2dNativeBackpropFilter = __commonJS({
  "kernels/DepthwiseConv2dNativeBackpropFilter.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.depthwiseConv2dNativeBackpropFilterConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.depthwiseConv2dNativeBackpropFilterConfig = {
      kernelName: tfjs_1.DepthwiseConv2dNativeBackpropFilter,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, x = _a.x, dy = _a.dy;
        var backend = args.backend;
        var _b = args.attrs, strides = _b.strides, dilations = _b.dilations, pad = _b.pad, dimRoundingMode = _b.dimRoundingMode, filterShape = _b.filterShape;
        var convInfo = tfjs_1.backend_util.computeConv2DInfo(
          x.shape,
          filterShape,
          strides,
          dilations,
          pad,
          dimRoundingMode,
          true
          /* depthwise */
        );
        return depthwiseConv2dNativeBackpropFilterImpl(x, dy, convInfo, backend);
      }
    };
    function depthwiseConv2dNativeBackpropFilterImpl(x, dy, convInfo, backend) {
      var strides = [1, convInfo.strideHeight, convInfo.strideWidth, 1];
      var padding = convInfo.padInfo.type;
      var dataFormat = convInfo.dataFormat === "channelsLast" ? "NHWC" : "NCHW";
      var dilations = [1, convInfo.dilationHeight, convInfo.dilationWidth, 1];
      var opAttrs = [
        (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", "float32"),
        { name: "strides", type: backend.binding.TF_ATTR_INT, value: strides },
        { name: "padding", type: backend.binding.TF_ATTR_STRING, value: padding },
        {
          name: "data_format",
          type: backend.binding.TF_ATTR_STRING,
          value: dataFormat
        },
        { name: "dilations", type: backend.binding.TF_ATTR_INT, value: dilations }
      ];
      var filterSizes = (0, tfjs_1.tensor1d)(convInfo.filterShape, "int32");
      var res = backend.executeSingleOutput(tfjs_1.DepthwiseConv2dNativeBackpropFilter, opAttrs, [x, filterSizes, dy]);
      filterSizes.dispose();
      return res;
    }
  }
});

// kernels/DepthwiseConv2dNativeBackpropInput.js
var require_DepthwiseConv2dNativeBackpropInput = __commonJS({
  "kernels/DepthwiseConv2dNativeBackpropInput.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.depthwiseConv2dNativeBackpropInputConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.depthwiseConv2dNativeBackpropInputConfig = {
      kernelName: tfjs_1.DepthwiseConv2dNativeBackpropInput,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, dy = _a.dy, filter = _a.filter;
        var backend = args.backend;
        var _b = args.attrs, strides = _b.strides, dilations = _b.dilations, pad = _b.pad, dimRoundingMode = _b.dimRoundingMode, inputShape = _b.inputShape;
        var convInfo = tfjs_1.backend_util.computeConv2DInfo(
          inputShape,
          filter.shape,
          strides,
          dilations,
          pad,
          dimRoundingMode,
          true
          /* depthwise */
        );
        return depthwiseConv2dNativeBackpropInputImpl(dy, filter, convInfo, backend);
      }
    };
    function depthwiseConv2dNativeBackpropInputImpl(dy, filter, convInfo, backend) {
      var strides = [1, convInfo.strideHeight, convInfo.strideWidth, 1];
      var padding = convInfo.padInfo.type;
      var dataFormat = convInfo.dataFormat === "channelsLast" ? "NHWC" : "NCHW";
      var dilations = [1, convInfo.dilationHeight, convInfo.dilationWidth, 1];
      var opAttrs = [
        (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", "float32"),
        { name: "strides", type: backend.binding.TF_ATTR_INT, value: strides },
        { name: "padding", type: backend.binding.TF_ATTR_STRING, value: padding },
        {
          name: "data_format",
          type: backend.binding.TF_ATTR_STRING,
          value: dataFormat
        },
        { name: "dilations", type: backend.binding.TF_ATTR_INT, value: dilations }
      ];
      var inputSizes = (0, tfjs_1.tensor1d)(convInfo.inShape, "int32");
      var res = backend.executeSingleOutput(tfjs_1.DepthwiseConv2dNativeBackpropInput, opAttrs, [inputSizes, filter, dy]);
      inputSizes.dispose();
      return res;
    }
  }
});

// kernels/Diag.js
var require_Diag = __commonJS({
  "kernels/Diag.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.diagConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.diagConfig = {
      kernelName: tfjs_1.Diag,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Diag, x);
      }
    };
  }
});

// kernels/Dilation2D.js
var require_Dilation2D = __commonJS({
  "kernels/Dilation2D.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.dilation2dConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.dilation2dConfig = {
      kernelName: tfjs_1.Dilation2D,
      backendName: "tensorflow",
      kernelFunc: function(_a) {
        var inputs = _a.inputs, backend = _a.backend, attrs = _a.attrs;
        var _b = inputs, x = _b.x, filter = _b.filter;
        var _c = attrs, strides = _c.strides, pad = _c.pad, dilations = _c.dilations;
        var _d = tfjs_1.backend_util.computeDilation2DInfo(x.shape, filter.shape, strides, pad, "NHWC", dilations), dilationHeight = _d.dilationHeight, dilationWidth = _d.dilationWidth, padInfo = _d.padInfo, strideHeight = _d.strideHeight, strideWidth = _d.strideWidth;
        var $strides = [1, strideHeight, strideWidth, 1];
        var $dilations = [1, dilationHeight, dilationWidth, 1];
        var nodeBackend = backend;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          { name: "strides", type: nodeBackend.binding.TF_ATTR_INT, value: $strides },
          { name: "rates", type: nodeBackend.binding.TF_ATTR_INT, value: $dilations },
          {
            name: "padding",
            type: nodeBackend.binding.TF_ATTR_STRING,
            value: padInfo.type
          }
        ];
        return nodeBackend.executeSingleOutput(tfjs_1.Dilation2D, opAttrs, [x, filter]);
      }
    };
  }
});

// kernels/Dilation2DBackpropFilter.js
var require_Dilation2DBackpropFilter = __commonJS({
  "kernels/Dilation2DBackpropFilter.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.dilation2dBackpropFilterConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.dilation2dBackpropFilterConfig = {
      kernelName: tfjs_1.Dilation2DBackpropFilter,
      backendName: "tensorflow",
      kernelFunc: function(_a) {
        var inputs = _a.inputs, backend = _a.backend, attrs = _a.attrs;
        var _b = inputs, x = _b.x, filter = _b.filter, dy = _b.dy;
        var _c = attrs, strides = _c.strides, pad = _c.pad, dilations = _c.dilations;
        var _d = tfjs_1.backend_util.computeDilation2DInfo(x.shape, filter.shape, strides, pad, "NHWC", dilations), dilationHeight = _d.dilationHeight, dilationWidth = _d.dilationWidth, padInfo = _d.padInfo, strideHeight = _d.strideHeight, strideWidth = _d.strideWidth;
        var $strides = [1, strideHeight, strideWidth, 1];
        var $dilations = [1, dilationHeight, dilationWidth, 1];
        var nodeBackend = backend;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          { name: "strides", type: nodeBackend.binding.TF_ATTR_INT, value: $strides },
          { name: "rates", type: nodeBackend.binding.TF_ATTR_INT, value: $dilations },
          {
            name: "padding",
            type: nodeBackend.binding.TF_ATTR_STRING,
            value: padInfo.type
          }
        ];
        return nodeBackend.executeSingleOutput(tfjs_1.Dilation2DBackpropFilter, opAttrs, [x, filter, dy]);
      }
    };
  }
});

// kernels/Dilation2DBackpropInput.js
var require_Dilation2DBackpropInput = __commonJS({
  "kernels/Dilation2DBackpropInput.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.dilation2dBackpropInputConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.dilation2dBackpropInputConfig = {
      kernelName: tfjs_1.Dilation2DBackpropInput,
      backendName: "tensorflow",
      kernelFunc: function(_a) {
        var inputs = _a.inputs, backend = _a.backend, attrs = _a.attrs;
        var _b = inputs, x = _b.x, filter = _b.filter, dy = _b.dy;
        var _c = attrs, strides = _c.strides, pad = _c.pad, dilations = _c.dilations;
        var _d = tfjs_1.backend_util.computeDilation2DInfo(x.shape, filter.shape, strides, pad, "NHWC", dilations), dilationHeight = _d.dilationHeight, dilationWidth = _d.dilationWidth, padInfo = _d.padInfo, strideHeight = _d.strideHeight, strideWidth = _d.strideWidth;
        var $strides = [1, strideHeight, strideWidth, 1];
        var $dilations = [1, dilationHeight, dilationWidth, 1];
        var nodeBackend = backend;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          { name: "strides", type: nodeBackend.binding.TF_ATTR_INT, value: $strides },
          { name: "rates", type: nodeBackend.binding.TF_ATTR_INT, value: $dilations },
          {
            name: "padding",
            type: nodeBackend.binding.TF_ATTR_STRING,
            value: padInfo.type
          }
        ];
        return nodeBackend.executeSingleOutput(tfjs_1.Dilation2DBackpropInput, opAttrs, [x, filter, dy]);
      }
    };
  }
});

// kernels/Einsum.js
var require_Einsum = __commonJS({
  "kernels/Einsum.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2023 Google LLC.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.einsumConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.einsumConfig = {
      kernelName: tfjs_1.Einsum,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var inputs = args.inputs, attrs = args.attrs;
        var tensors = inputs;
        var backend = args.backend;
        var equation = attrs.equation;
        var opAttrs = [
          { name: "N", type: backend.binding.TF_ATTR_INT, value: tensors.length },
          { name: "equation", type: backend.binding.TF_ATTR_STRING, value: equation },
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tensors)
        ];
        var tensorArray = Array.from(tensors);
        return backend.executeSingleOutput(tfjs_1.Einsum, opAttrs, tensorArray);
      }
    };
  }
});

// kernels/Elu.js
var require_Elu = __commonJS({
  "kernels/Elu.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.eluConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.eluConfig = {
      kernelName: tfjs_1.Elu,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Elu, x);
      }
    };
  }
});

// kernels/EluGrad.js
var require_EluGrad = __commonJS({
  "kernels/EluGrad.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.eluGradConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.eluGradConfig = {
      kernelName: tfjs_1.EluGrad,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, dy = _a.dy, y = _a.y;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", y.dtype)];
        return backend.executeSingleOutput(tfjs_1.EluGrad, opAttrs, [dy, y]);
      }
    };
  }
});

// kernels/Equal.js
var require_Equal = __commonJS({
  "kernels/Equal.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.equalConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.equalConfig = {
      kernelName: tfjs_1.Equal,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tfjs_1.backend_util.upcastType(a.dtype, b.dtype))];
        return backend.executeSingleOutput(tfjs_1.Equal, opAttrs, [a, b]);
      }
    };
  }
});

// kernels/Erf.js
var require_Erf = __commonJS({
  "kernels/Erf.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.erfConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.erfConfig = {
      kernelName: tfjs_1.Erf,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Erf, x);
      }
    };
  }
});

// kernels/Exp.js
var require_Exp = __commonJS({
  "kernels/Exp.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.expConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.expConfig = {
      kernelName: tfjs_1.Exp,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var xTensor = x;
        if (x.dtype === "int32") {
          xTensor = x.toFloat();
          x.dispose();
        }
        return backend.executeSingleInput(tfjs_1.Exp, xTensor);
      }
    };
  }
});

// kernels/ExpandDims.js
var require_ExpandDims = __commonJS({
  "kernels/ExpandDims.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.expandDimsConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.expandDimsConfig = {
      kernelName: tfjs_1.ExpandDims,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var input = args.inputs.input;
        var backend = args.backend;
        var dim = args.attrs.dim;
        var dimTensor = (0, tfjs_1.scalar)(dim, "int32");
        var res = backend.executeSingleOutput(tfjs_1.ExpandDims, [], [input, dimTensor]);
        dimTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Expm1.js
var require_Expm1 = __commonJS({
  "kernels/Expm1.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.expm1Config = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.expm1Config = {
      kernelName: tfjs_1.Expm1,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Expm1, x);
      }
    };
  }
});

// kernels/FFT.js
var require_FFT = __commonJS({
  "kernels/FFT.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.FFTConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.FFTConfig = {
      kernelName: tfjs_1.FFT,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var input = args.inputs.input;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tcomplex", input.dtype)];
        return backend.executeSingleOutput(tfjs_1.FFT, opAttrs, [input]);
      }
    };
  }
});

// kernels/Fill.js
var require_Fill = __commonJS({
  "kernels/Fill.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.fillConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.fillConfig = {
      kernelName: tfjs_1.Fill,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var backend = args.backend;
        var _a = args.attrs, shape = _a.shape, value = _a.value;
        var dtype = args.attrs.dtype;
        if (dtype == null) {
          if (typeof value === "number") {
            dtype = "float32";
          } else {
            dtype = "string";
          }
        }
        var shapeTensor = (0, tfjs_1.tensor1d)(shape, "int32");
        var valueTensor = (0, tfjs_1.scalar)(value, dtype);
        var opAttrs = [
          {
            name: "T",
            type: backend.binding.TF_ATTR_TYPE,
            value: backend.getDTypeInteger(dtype)
          },
          {
            name: "index_type",
            type: backend.binding.TF_ATTR_TYPE,
            value: backend.binding.TF_INT32
          }
        ];
        var res = backend.executeSingleOutput(tfjs_1.Fill, opAttrs, [shapeTensor, valueTensor]);
        shapeTensor.dispose();
        valueTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/FlipLeftRight.js
var require_FlipLeftRight = __commonJS({
  "kernels/FlipLeftRight.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2021 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.flipLeftRightConfig = void 0;
    var tfjs_core_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.flipLeftRightConfig = {
      kernelName: tfjs_core_1.FlipLeftRight,
      backendName: "tensorflow",
      kernelFunc: function(_a) {
        var inputs = _a.inputs, backend = _a.backend;
        var nodeBackend = backend;
        var image = inputs.image;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tidx", "int32"),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", image.dtype)
        ];
        var axes = tfjs_core_1.util.parseAxisParam([2], image.shape);
        var axisTensor = (0, tfjs_core_1.tensor1d)(axes, "int32");
        var res = nodeBackend.executeSingleOutput("ReverseV2", opAttrs, [image, axisTensor]);
        axisTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Floor.js
var require_Floor = __commonJS({
  "kernels/Floor.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.floorConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.floorConfig = {
      kernelName: tfjs_1.Floor,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Floor, x);
      }
    };
  }
});

// kernels/FloorDiv.js
var require_FloorDiv = __commonJS({
  "kernels/FloorDiv.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.floorDivConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.floorDivConfig = {
      kernelName: tfjs_1.FloorDiv,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tfjs_1.backend_util.upcastType(a.dtype, b.dtype))];
        return backend.executeSingleOutput(tfjs_1.FloorDiv, opAttrs, [a, b]);
      }
    };
  }
});

// kernels/FusedBatchNorm.js
var require_FusedBatchNorm = __commonJS({
  "kernels/FusedBatchNorm.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.fusedBatchNormConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.fusedBatchNormConfig = {
      kernelName: tfjs_1.FusedBatchNorm,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, x = _a.x, mean = _a.mean, variance = _a.variance;
        var _b = args.inputs, scale = _b.scale, offset = _b.offset;
        var backend = args.backend;
        var varianceEpsilon = args.attrs.varianceEpsilon;
        return (0, tfjs_1.tidy)(function() {
          if (mean.rank > 1) {
            var inv = (0, tfjs_1.rsqrt)((0, tfjs_1.add)(variance, (0, tfjs_1.scalar)(varianceEpsilon)));
            if (scale != null) {
              inv = (0, tfjs_1.mul)(inv, scale);
            }
            var xNorm = (0, tfjs_1.mul)((0, tfjs_1.sub)(x, mean), inv);
            return offset != null ? (0, tfjs_1.add)(xNorm, offset) : xNorm;
          }
          var dataFormat = "NHWC";
          var depth = x.shape[3];
          var opAttrs = [
            (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
            {
              name: "epsilon",
              type: backend.binding.TF_ATTR_FLOAT,
              value: varianceEpsilon
            },
            {
              name: "data_format",
              type: backend.binding.TF_ATTR_STRING,
              value: dataFormat
            },
            { name: "is_training", type: backend.binding.TF_ATTR_BOOL, value: false }
          ];
          var numOutputs = 5;
          if (scale == null) {
            scale = (0, tfjs_1.fill)([depth], 1);
          }
          if (offset == null) {
            offset = (0, tfjs_1.fill)([depth], 0);
          }
          return backend.executeMultipleOutputs(tfjs_1.FusedBatchNorm, opAttrs, [x, scale, offset, mean, variance], numOutputs)[0];
        });
      }
    };
  }
});

// kernels/FusedConv2D.js
var require_FusedConv2D = __commonJS({
  "kernels/FusedConv2D.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.fusedConv2DConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var Conv2D_1 = require_Conv2D();
    exports2.fusedConv2DConfig = {
      kernelName: tfjs_1.FusedConv2D,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, x = _a.x, filter = _a.filter, bias = _a.bias, preluActivationWeights = _a.preluActivationWeights;
        var backend = args.backend;
        var _b = args.attrs, strides = _b.strides, pad = _b.pad, dataFormat = _b.dataFormat, dilations = _b.dilations, dimRoundingMode = _b.dimRoundingMode, activation = _b.activation, leakyreluAlpha = _b.leakyreluAlpha;
        if (dataFormat !== "NHWC") {
          throw new Error("Node backend FusedConv2D does not support dataFormat:'" + "".concat(dataFormat, "'. Please use 'NHWC'."));
        }
        var $dataFormat = tfjs_1.backend_util.convertConv2DDataFormat(dataFormat);
        var convInfo = tfjs_1.backend_util.computeConv2DInfo(x.shape, filter.shape, strides, dilations, pad, dimRoundingMode, false, $dataFormat);
        var result = (0, Conv2D_1.conv2dImpl)(x, filter, convInfo, backend);
        var toDispose = [];
        if (bias != null) {
          toDispose.push(result);
          result = (0, tfjs_1.add)(result, bias);
        }
        var temp = result;
        result = backend.applyActivation(result, activation, preluActivationWeights, leakyreluAlpha);
        if (temp !== result) {
          toDispose.push(temp);
        }
        toDispose.forEach(function(t) {
          return t.dispose();
        });
        return result;
      }
    };
  }
});

// kernels/FusedDepthwiseConv2D.js
var require_FusedDepthwiseConv2D = __commonJS({
  "kernels/FusedDepthwiseConv2D.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.fusedDepthwiseConv2DConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var DepthwiseConv2dNative_1 = require_DepthwiseConv2dNative();
    exports2.fusedDepthwiseConv2DConfig = {
      kernelName: tfjs_1.FusedDepthwiseConv2D,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, x = _a.x, filter = _a.filter, bias = _a.bias, preluActivationWeights = _a.preluActivationWeights;
        var backend = args.backend;
        var _b = args.attrs, strides = _b.strides, pad = _b.pad, dilations = _b.dilations, dimRoundingMode = _b.dimRoundingMode, activation = _b.activation, leakyreluAlpha = _b.leakyreluAlpha;
        var $dilations = dilations;
        if ($dilations == null) {
          $dilations = [1, 1];
        }
        var convInfo = tfjs_1.backend_util.computeConv2DInfo(
          x.shape,
          filter.shape,
          strides,
          $dilations,
          pad,
          dimRoundingMode,
          true
          /* depthwise */
        );
        var result = (0, DepthwiseConv2dNative_1.depthwiseConv2dNativeImpl)(x, filter, convInfo, backend);
        var toDispose = [];
        if (bias != null) {
          toDispose.push(result);
          result = (0, tfjs_1.add)(result, bias);
        }
        var temp = result;
        result = backend.applyActivation(result, activation, preluActivationWeights, leakyreluAlpha);
        if (temp !== result) {
          toDispose.push(temp);
        }
        toDispose.forEach(function(t) {
          return t.dispose();
        });
        return result;
      }
    };
  }
});

// kernels/GatherNd.js
var require_GatherNd = __commonJS({
  "kernels/GatherNd.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.gatherNdConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.gatherNdConfig = {
      kernelName: tfjs_1.GatherNd,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, params = _a.params, indices = _a.indices;
        var backend = args.backend;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tparams", params.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tindices", "int32")
        ];
        return backend.executeSingleOutput(tfjs_1.GatherNd, opAttrs, [params, indices]);
      }
    };
  }
});

// kernels/GatherV2.js
var require_GatherV2 = __commonJS({
  "kernels/GatherV2.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.gatherV2Config = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.gatherV2Config = {
      kernelName: tfjs_1.GatherV2,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, x = _a.x, indices = _a.indices;
        var backend = args.backend;
        var _b = args.attrs, axis = _b.axis, batchDims = _b.batchDims;
        var indicesVals = backend.readSync(indices.dataId);
        var axisDim = x.shape[axis];
        var _loop_1 = function(i2) {
          var index = indicesVals[i2];
          tfjs_1.util.assert(index <= axisDim - 1 && index >= 0, function() {
            return "GatherV2: the index value ".concat(index, " is not in [0, ").concat(axisDim - 1, "]");
          });
        };
        for (var i = 0; i < indicesVals.length; ++i) {
          _loop_1(i);
        }
        tfjs_1.backend_util.segment_util.collectGatherOpShapeInfo(x, indices, axis, batchDims);
        var axisTensor = (0, tfjs_1.scalar)(axis, "int32");
        var opAttrs = [
          { name: "batch_dims", type: backend.binding.TF_ATTR_INT, value: batchDims },
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tparams", x.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tindices", indices.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Taxis", "int32")
        ];
        var res = backend.executeSingleOutput(tfjs_1.GatherV2, opAttrs, [x, indices, axisTensor]);
        axisTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Greater.js
var require_Greater = __commonJS({
  "kernels/Greater.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.greaterConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.greaterConfig = {
      kernelName: tfjs_1.Greater,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tfjs_1.backend_util.upcastType(a.dtype, b.dtype))];
        return backend.executeSingleOutput(tfjs_1.Greater, opAttrs, [a, b]);
      }
    };
  }
});

// kernels/GreaterEqual.js
var require_GreaterEqual = __commonJS({
  "kernels/GreaterEqual.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.greaterEqualConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.greaterEqualConfig = {
      kernelName: tfjs_1.GreaterEqual,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tfjs_1.backend_util.upcastType(a.dtype, b.dtype))];
        return backend.executeSingleOutput(tfjs_1.GreaterEqual, opAttrs, [a, b]);
      }
    };
  }
});

// kernels/Identity.js
var require_Identity = __commonJS({
  "kernels/Identity.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.identityConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.identityConfig = {
      kernelName: tfjs_1.Identity,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        args.backend.incRef(x.dataId);
        return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
      }
    };
  }
});

// kernels/IFFT.js
var require_IFFT = __commonJS({
  "kernels/IFFT.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.IFFTConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.IFFTConfig = {
      kernelName: tfjs_1.IFFT,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var input = args.inputs.input;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tcomplex", input.dtype)];
        return backend.executeSingleOutput(tfjs_1.IFFT, opAttrs, [input]);
      }
    };
  }
});

// kernels/Imag.js
var require_Imag = __commonJS({
  "kernels/Imag.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.imagConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.imagConfig = {
      kernelName: tfjs_1.Imag,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var input = args.inputs.input;
        var backend = args.backend;
        var opAttrs = [
          {
            name: "T",
            type: backend.binding.TF_ATTR_TYPE,
            value: backend.binding.TF_COMPLEX64
          },
          {
            name: "Tout",
            type: backend.binding.TF_ATTR_TYPE,
            value: backend.binding.TF_FLOAT
          }
        ];
        var inputs = [input];
        return backend.executeSingleOutput(tfjs_1.Imag, opAttrs, inputs);
      }
    };
  }
});

// kernels/IsFinite.js
var require_IsFinite = __commonJS({
  "kernels/IsFinite.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.isFiniteConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.isFiniteConfig = {
      kernelName: tfjs_1.IsFinite,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.IsFinite, x);
      }
    };
  }
});

// kernels/IsInf.js
var require_IsInf = __commonJS({
  "kernels/IsInf.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.isInfConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.isInfConfig = {
      kernelName: tfjs_1.IsInf,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.IsInf, x);
      }
    };
  }
});

// kernels/IsNan.js
var require_IsNan = __commonJS({
  "kernels/IsNan.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.isNanConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.isNanConfig = {
      kernelName: tfjs_1.IsNan,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.IsNan, x);
      }
    };
  }
});

// kernels/LeakyRelu.js
var require_LeakyRelu = __commonJS({
  "kernels/LeakyRelu.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.leakyReluConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.leakyReluConfig = {
      kernelName: tfjs_1.LeakyRelu,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var inputs = args.inputs;
        var attrs = args.attrs;
        var backend = args.backend;
        var x = inputs.x;
        var alpha = attrs.alpha;
        var opAttrs = [
          { name: "alpha", type: backend.binding.TF_ATTR_FLOAT, value: alpha },
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype)
        ];
        return backend.executeSingleOutput(tfjs_1.LeakyRelu, opAttrs, [x]);
      }
    };
  }
});

// kernels/Less.js
var require_Less = __commonJS({
  "kernels/Less.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.lessConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.lessConfig = {
      kernelName: tfjs_1.Less,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tfjs_1.backend_util.upcastType(a.dtype, b.dtype))];
        return backend.executeSingleOutput(tfjs_1.Less, opAttrs, [a, b]);
      }
    };
  }
});

// kernels/LessEqual.js
var require_LessEqual = __commonJS({
  "kernels/LessEqual.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.lessEqualConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.lessEqualConfig = {
      kernelName: tfjs_1.LessEqual,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tfjs_1.backend_util.upcastType(a.dtype, b.dtype))];
        return backend.executeSingleOutput(tfjs_1.LessEqual, opAttrs, [a, b]);
      }
    };
  }
});

// kernels/LinSpace.js
var require_LinSpace = __commonJS({
  "kernels/LinSpace.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.linSpaceConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.linSpaceConfig = {
      kernelName: tfjs_1.LinSpace,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var backend = args.backend;
        var _a = args.attrs, start = _a.start, stop = _a.stop, num = _a.num;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", "float32"),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tidx", "int32")
        ];
        return (0, tfjs_1.tidy)(function() {
          var inputs = [
            (0, tfjs_1.scalar)(start, "float32"),
            (0, tfjs_1.scalar)(stop, "float32"),
            (0, tfjs_1.scalar)(num, "int32")
          ];
          return backend.executeSingleOutput(tfjs_1.LinSpace, opAttrs, inputs);
        });
      }
    };
  }
});

// kernels/Log.js
var require_Log = __commonJS({
  "kernels/Log.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.logConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.logConfig = {
      kernelName: tfjs_1.Log,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Log, x);
      }
    };
  }
});

// kernels/Log1p.js
var require_Log1p = __commonJS({
  "kernels/Log1p.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.log1pConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.log1pConfig = {
      kernelName: tfjs_1.Log1p,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Log1p, x);
      }
    };
  }
});

// kernels/LogicalAnd.js
var require_LogicalAnd = __commonJS({
  "kernels/LogicalAnd.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.logicalAndConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.logicalAndConfig = {
      kernelName: tfjs_1.LogicalAnd,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        return backend.executeSingleOutput(tfjs_1.LogicalAnd, [], [a, b]);
      }
    };
  }
});

// kernels/LogicalNot.js
var require_LogicalNot = __commonJS({
  "kernels/LogicalNot.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.logicalNotConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.logicalNotConfig = {
      kernelName: tfjs_1.LogicalNot,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleOutput(tfjs_1.LogicalNot, [], [x]);
      }
    };
  }
});

// kernels/LogicalOr.js
var require_LogicalOr = __commonJS({
  "kernels/LogicalOr.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.logicalOrConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.logicalOrConfig = {
      kernelName: tfjs_1.LogicalOr,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        return backend.executeSingleOutput(tfjs_1.LogicalOr, [], [a, b]);
      }
    };
  }
});

// kernels/LRN.js
var require_LRN = __commonJS({
  "kernels/LRN.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.LRNConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.LRNConfig = {
      kernelName: tfjs_1.LRN,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, depthRadius = _a.depthRadius, bias = _a.bias, alpha = _a.alpha, beta = _a.beta;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          {
            name: "depth_radius",
            type: backend.binding.TF_ATTR_INT,
            value: depthRadius
          },
          { name: "bias", type: backend.binding.TF_ATTR_FLOAT, value: bias },
          { name: "alpha", type: backend.binding.TF_ATTR_FLOAT, value: alpha },
          { name: "beta", type: backend.binding.TF_ATTR_FLOAT, value: beta }
        ];
        return backend.executeSingleOutput(tfjs_1.LRN, opAttrs, [x]);
      }
    };
  }
});

// kernels/LRNGrad.js
var require_LRNGrad = __commonJS({
  "kernels/LRNGrad.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.LRNGradConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.LRNGradConfig = {
      kernelName: tfjs_1.LRNGrad,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, x = _a.x, y = _a.y, dy = _a.dy;
        var backend = args.backend;
        var _b = args.attrs, depthRadius = _b.depthRadius, bias = _b.bias, alpha = _b.alpha, beta = _b.beta;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", dy.dtype),
          {
            name: "depth_radius",
            type: backend.binding.TF_ATTR_INT,
            value: depthRadius
          },
          { name: "bias", type: backend.binding.TF_ATTR_FLOAT, value: bias },
          { name: "alpha", type: backend.binding.TF_ATTR_FLOAT, value: alpha },
          { name: "beta", type: backend.binding.TF_ATTR_FLOAT, value: beta }
        ];
        return backend.executeSingleOutput(tfjs_1.LRNGrad, opAttrs, [dy, x, y]);
      }
    };
  }
});

// kernels/Max.js
var require_Max = __commonJS({
  "kernels/Max.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.maxConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.maxConfig = {
      kernelName: tfjs_1.Max,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, reductionIndices = _a.reductionIndices, keepDims = _a.keepDims;
        var axes = tfjs_1.util.parseAxisParam(reductionIndices, x.shape);
        var axesTensor = (0, tfjs_1.tensor1d)(axes, "int32");
        var res = backend.executeSingleOutput(tfjs_1.Max, backend.createReductionOpAttrs(x, keepDims), [x, axesTensor]);
        axesTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Maximum.js
var require_Maximum = __commonJS({
  "kernels/Maximum.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.maximumConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.maximumConfig = {
      kernelName: tfjs_1.Maximum,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tfjs_1.backend_util.upcastType(a.dtype, b.dtype))];
        return backend.executeSingleOutput(tfjs_1.Maximum, opAttrs, [a, b]);
      }
    };
  }
});

// kernels/MaxPool.js
var require_MaxPool = __commonJS({
  "kernels/MaxPool.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.maxPoolConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.maxPoolConfig = {
      kernelName: tfjs_1.MaxPool,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, filterSize = _a.filterSize, strides = _a.strides, pad = _a.pad, dimRoundingMode = _a.dimRoundingMode;
        var convInfo = tfjs_1.backend_util.computePool2DInfo(x.shape, filterSize, strides, 1, pad, dimRoundingMode);
        if (convInfo.padInfo.type !== "VALID" && convInfo.padInfo.type !== "SAME") {
          throw new Error("TF Backend supports only 'valid' and 'same' padding " + "while padding was ".concat(convInfo.padInfo.type));
        }
        var ksize = [1, convInfo.filterHeight, convInfo.filterWidth, 1];
        var $strides = [1, convInfo.strideHeight, convInfo.strideWidth, 1];
        var padding = convInfo.padInfo.type;
        var dataFormat = convInfo.dataFormat === "channelsLast" ? "NHWC" : "NCHW";
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          { name: "ksize", type: backend.binding.TF_ATTR_INT, value: ksize },
          { name: "strides", type: backend.binding.TF_ATTR_INT, value: $strides },
          { name: "padding", type: backend.binding.TF_ATTR_STRING, value: padding },
          {
            name: "data_format",
            type: backend.binding.TF_ATTR_STRING,
            value: dataFormat
          }
        ];
        return backend.executeSingleOutput(tfjs_1.MaxPool, opAttrs, [x]);
      }
    };
  }
});

// kernels/MaxPool3D.js
var require_MaxPool3D = __commonJS({
  "kernels/MaxPool3D.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.maxPool3DConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.maxPool3DConfig = {
      kernelName: tfjs_1.MaxPool3D,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, filterSize = _a.filterSize, strides = _a.strides, pad = _a.pad, dataFormat = _a.dataFormat, dimRoundingMode = _a.dimRoundingMode;
        var convInfo = tfjs_1.backend_util.computePool3DInfo(x.shape, filterSize, strides, 1, pad, dimRoundingMode, dataFormat);
        if (convInfo.padInfo.type !== "VALID" && convInfo.padInfo.type !== "SAME") {
          throw new Error("TF Backend supports only 'valid' and 'same' padding " + "while padding was ".concat(convInfo.padInfo.type));
        }
        var ksize = [
          1,
          convInfo.filterDepth,
          convInfo.filterHeight,
          convInfo.filterWidth,
          1
        ];
        var $strides = [
          1,
          convInfo.strideDepth,
          convInfo.strideHeight,
          convInfo.strideWidth,
          1
        ];
        var padding = convInfo.padInfo.type;
        var $dataFormat = convInfo.dataFormat === "channelsLast" ? "NDHWC" : "NCDHW";
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          { name: "ksize", type: backend.binding.TF_ATTR_INT, value: ksize },
          { name: "strides", type: backend.binding.TF_ATTR_INT, value: $strides },
          { name: "padding", type: backend.binding.TF_ATTR_STRING, value: padding },
          {
            name: "data_format",
            type: backend.binding.TF_ATTR_STRING,
            value: $dataFormat
          }
        ];
        return backend.executeSingleOutput(tfjs_1.MaxPool3D, opAttrs, [x]);
      }
    };
  }
});

// kernels/MaxPool3DGrad.js
var require_MaxPool3DGrad = __commonJS({
  "kernels/MaxPool3DGrad.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.maxPool3DGradConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.maxPool3DGradConfig = {
      kernelName: tfjs_1.MaxPool3DGrad,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, dy = _a.dy, input = _a.input, output = _a.output;
        var backend = args.backend;
        var _b = args.attrs, filterSize = _b.filterSize, strides = _b.strides, pad = _b.pad, dimRoundingMode = _b.dimRoundingMode;
        var convInfo = tfjs_1.backend_util.computePool3DInfo(input.shape, filterSize, strides, 1, pad, dimRoundingMode);
        if (convInfo.padInfo.type !== "VALID" && convInfo.padInfo.type !== "SAME") {
          throw new Error("TF Backend supports only 'valid' and 'same' padding " + "while padding type was ".concat(convInfo.padInfo.type));
        }
        var ksize = [
          1,
          convInfo.filterDepth,
          convInfo.filterHeight,
          convInfo.filterWidth,
          1
        ];
        var $strides = [
          1,
          convInfo.strideDepth,
          convInfo.strideHeight,
          convInfo.strideWidth,
          1
        ];
        var padding = convInfo.padInfo.type;
        var dataFormat = convInfo.dataFormat === "channelsLast" ? "NDHWC" : "NCDHW";
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", input.dtype),
          { name: "ksize", type: backend.binding.TF_ATTR_INT, value: ksize },
          { name: "strides", type: backend.binding.TF_ATTR_INT, value: $strides },
          { name: "padding", type: backend.binding.TF_ATTR_STRING, value: padding },
          {
            name: "data_format",
            type: backend.binding.TF_ATTR_STRING,
            value: dataFormat
          }
        ];
        return backend.executeSingleOutput(tfjs_1.MaxPool3DGrad, opAttrs, [input, output, dy]);
      }
    };
  }
});

// kernels/MaxPoolGrad.js
var require_MaxPoolGrad = __commonJS({
  "kernels/MaxPoolGrad.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.maxPoolGradConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.maxPoolGradConfig = {
      kernelName: tfjs_1.MaxPoolGrad,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, dy = _a.dy, input = _a.input, output = _a.output;
        var backend = args.backend;
        var _b = args.attrs, filterSize = _b.filterSize, strides = _b.strides, pad = _b.pad, dimRoundingMode = _b.dimRoundingMode;
        var convInfo = tfjs_1.backend_util.computePool2DInfo(input.shape, filterSize, strides, 1, pad, dimRoundingMode);
        if (convInfo.padInfo.type !== "VALID" && convInfo.padInfo.type !== "SAME") {
          throw new Error("TF Backend supports only 'valid' and 'same' padding " + "while padding type was ".concat(convInfo.padInfo.type));
        }
        var ksize = [1, convInfo.filterHeight, convInfo.filterWidth, 1];
        var $strides = [1, convInfo.strideHeight, convInfo.strideWidth, 1];
        var padding = convInfo.padInfo.type;
        var dataFormat = convInfo.dataFormat === "channelsLast" ? "NHWC" : "NCHW";
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", input.dtype),
          { name: "ksize", type: backend.binding.TF_ATTR_INT, value: ksize },
          { name: "strides", type: backend.binding.TF_ATTR_INT, value: $strides },
          { name: "padding", type: backend.binding.TF_ATTR_STRING, value: padding },
          {
            name: "data_format",
            type: backend.binding.TF_ATTR_STRING,
            value: dataFormat
          }
        ];
        return backend.executeSingleOutput(tfjs_1.MaxPoolGrad, opAttrs, [input, output, dy]);
      }
    };
  }
});

// kernels/Mean.js
var require_Mean = __commonJS({
  "kernels/Mean.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.meanConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.meanConfig = {
      kernelName: tfjs_1.Mean,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, axis = _a.axis, keepDims = _a.keepDims;
        var axes = tfjs_1.util.parseAxisParam(axis, x.shape);
        var axesTensor = (0, tfjs_1.tensor1d)(axes, "int32");
        var asFloat32 = (0, tfjs_1.cast)(x, "float32");
        var res = backend.executeSingleOutput(tfjs_1.Mean, backend.createReductionOpAttrs(x, keepDims), [asFloat32, axesTensor]);
        asFloat32.dispose();
        axesTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Min.js
var require_Min = __commonJS({
  "kernels/Min.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.minConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.minConfig = {
      kernelName: tfjs_1.Min,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, axis = _a.axis, keepDims = _a.keepDims;
        var axes = tfjs_1.util.parseAxisParam(axis, x.shape);
        var axesTensor = (0, tfjs_1.tensor1d)(axes, "int32");
        var res = backend.executeSingleOutput(tfjs_1.Min, backend.createReductionOpAttrs(x, keepDims), [x, axesTensor]);
        axesTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Minimum.js
var require_Minimum = __commonJS({
  "kernels/Minimum.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.minimumConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.minimumConfig = {
      kernelName: tfjs_1.Minimum,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tfjs_1.backend_util.upcastType(a.dtype, b.dtype))];
        return backend.executeSingleOutput(tfjs_1.Minimum, opAttrs, [a, b]);
      }
    };
  }
});

// kernels/MirrorPad.js
var require_MirrorPad = __commonJS({
  "kernels/MirrorPad.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.mirrorPadConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.mirrorPadConfig = {
      kernelName: tfjs_1.MirrorPad,
      backendName: "tensorflow",
      kernelFunc: function(_a) {
        var inputs = _a.inputs, backend = _a.backend, attrs = _a.attrs;
        var x = inputs.x;
        var _b = attrs, paddings = _b.paddings, mode = _b.mode;
        var nodeBackend = backend;
        var paddingsTensor = (0, tfjs_1.tensor2d)(paddings, [paddings.length, 2], "int32");
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tpaddings", paddingsTensor.dtype),
          {
            name: "mode",
            type: nodeBackend.binding.TF_ATTR_STRING,
            value: mode.toUpperCase()
          }
        ];
        var output = nodeBackend.executeSingleOutput("MirrorPad", opAttrs, [x, paddingsTensor]);
        paddingsTensor.dispose();
        return output;
      }
    };
  }
});

// kernels/Mod.js
var require_Mod = __commonJS({
  "kernels/Mod.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.modConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.modConfig = {
      kernelName: tfjs_1.Mod,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", a.dtype)];
        return backend.executeSingleOutput("FloorMod", opAttrs, [a, b]);
      }
    };
  }
});

// kernels/Multinomial.js
var require_Multinomial = __commonJS({
  "kernels/Multinomial.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.multinomialConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.multinomialConfig = {
      kernelName: tfjs_1.Multinomial,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var logits = args.inputs.logits;
        var backend = args.backend;
        var _a = args.attrs, numSamples = _a.numSamples, seed = _a.seed, normalized = _a.normalized;
        if (normalized) {
          throw new Error("TF Node backend does not support normalized logits passed to multinomial");
        }
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", logits.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("output_dtype", "int32"),
          { name: "seed", type: backend.binding.TF_ATTR_INT, value: seed },
          { name: "seed2", type: backend.binding.TF_ATTR_INT, value: seed * seed }
        ];
        var numSamplesTensor = (0, tfjs_1.scalar)(numSamples, "int32");
        var res = backend.executeSingleOutput(tfjs_1.Multinomial, opAttrs, [logits, numSamplesTensor]);
        numSamplesTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Multiply.js
var require_Multiply = __commonJS({
  "kernels/Multiply.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.multiplyConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.multiplyConfig = {
      kernelName: tfjs_1.Multiply,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tfjs_1.backend_util.upcastType(a.dtype, b.dtype))];
        return backend.executeSingleOutput("Mul", opAttrs, [a, b]);
      }
    };
  }
});

// kernels/Neg.js
var require_Neg = __commonJS({
  "kernels/Neg.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.negConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.negConfig = {
      kernelName: tfjs_1.Neg,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Neg, x);
      }
    };
  }
});

// kernels/NonMaxSuppressionV3.js
var require_NonMaxSuppressionV3 = __commonJS({
  "kernels/NonMaxSuppressionV3.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.nonMaxSuppressionV3Config = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.nonMaxSuppressionV3Config = {
      kernelName: tfjs_1.NonMaxSuppressionV3,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, boxes = _a.boxes, scores = _a.scores;
        var backend = args.backend;
        var _b = args.attrs, maxOutputSize = _b.maxOutputSize, iouThreshold = _b.iouThreshold, scoreThreshold = _b.scoreThreshold;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", boxes.dtype)];
        var maxOutputSizeTensor = (0, tfjs_1.scalar)(maxOutputSize, "int32");
        var iouThresholdTensor = (0, tfjs_1.scalar)(iouThreshold);
        var scoreThresholdTensor = (0, tfjs_1.scalar)(scoreThreshold);
        var res = backend.executeSingleOutput(tfjs_1.NonMaxSuppressionV3, opAttrs, [
          boxes,
          scores,
          maxOutputSizeTensor,
          iouThresholdTensor,
          scoreThresholdTensor
        ]);
        maxOutputSizeTensor.dispose();
        iouThresholdTensor.dispose();
        scoreThresholdTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/NonMaxSuppressionV4.js
var require_NonMaxSuppressionV4 = __commonJS({
  "kernels/NonMaxSuppressionV4.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2019 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.nonMaxSuppressionV4Config = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.nonMaxSuppressionV4Config = {
      kernelName: tfjs_1.NonMaxSuppressionV4,
      backendName: "tensorflow",
      kernelFunc: function(_a) {
        var inputs = _a.inputs, backend = _a.backend, attrs = _a.attrs;
        var _b = inputs, boxes = _b.boxes, scores = _b.scores;
        var _c = attrs, maxOutputSize = _c.maxOutputSize, iouThreshold = _c.iouThreshold, scoreThreshold = _c.scoreThreshold, padToMaxOutputSize = _c.padToMaxOutputSize;
        var maxOutputSizeTensor = (0, tfjs_1.scalar)(maxOutputSize, "int32");
        var iouThresholdTensor = (0, tfjs_1.scalar)(iouThreshold, "float32");
        var scoreThresholdTensor = (0, tfjs_1.scalar)(scoreThreshold, "float32");
        var nodeBackend = backend;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", boxes.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T_threshold", "float32"),
          {
            name: "pad_to_max_output_size",
            type: nodeBackend.binding.TF_ATTR_BOOL,
            value: padToMaxOutputSize
          }
        ];
        var _d = nodeBackend.executeMultipleOutputs("NonMaxSuppressionV4", opAttrs, [
          boxes,
          scores,
          maxOutputSizeTensor,
          iouThresholdTensor,
          scoreThresholdTensor
        ], 2), selectedIndices = _d[0], validOutputs = _d[1];
        maxOutputSizeTensor.dispose();
        iouThresholdTensor.dispose();
        scoreThresholdTensor.dispose();
        return [selectedIndices, validOutputs];
      }
    };
  }
});

// kernels/NonMaxSuppressionV5.js
var require_NonMaxSuppressionV5 = __commonJS({
  "kernels/NonMaxSuppressionV5.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2019 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.nonMaxSuppressionV5Config = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.nonMaxSuppressionV5Config = {
      kernelName: "NonMaxSuppressionV5",
      backendName: "tensorflow",
      kernelFunc: function(_a) {
        var inputs = _a.inputs, backend = _a.backend, attrs = _a.attrs;
        var _b = inputs, boxes = _b.boxes, scores = _b.scores;
        var _c = attrs, maxOutputSize = _c.maxOutputSize, iouThreshold = _c.iouThreshold, scoreThreshold = _c.scoreThreshold, softNmsSigma = _c.softNmsSigma;
        var maxOutputSizeTensor = (0, tfjs_1.scalar)(maxOutputSize, "int32");
        var iouThresholdTensor = (0, tfjs_1.scalar)(iouThreshold);
        var scoreThresholdTensor = (0, tfjs_1.scalar)(scoreThreshold);
        var softNmsSigmaTensor = (0, tfjs_1.scalar)(softNmsSigma);
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", boxes.dtype)];
        var nodeBackend = backend;
        var _d = nodeBackend.executeMultipleOutputs("NonMaxSuppressionV5", opAttrs, [
          boxes,
          scores,
          maxOutputSizeTensor,
          iouThresholdTensor,
          scoreThresholdTensor,
          softNmsSigmaTensor
        ], 3), selectedIndices = _d[0], selectedScores = _d[1], validOutputs = _d[2];
        maxOutputSizeTensor.dispose();
        iouThresholdTensor.dispose();
        scoreThresholdTensor.dispose();
        softNmsSigmaTensor.dispose();
        validOutputs.dispose();
        return [selectedIndices, selectedScores];
      }
    };
  }
});

// kernels/NotEqual.js
var require_NotEqual = __commonJS({
  "kernels/NotEqual.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.notEqualConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.notEqualConfig = {
      kernelName: tfjs_1.NotEqual,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tfjs_1.backend_util.upcastType(a.dtype, b.dtype))];
        return backend.executeSingleOutput(tfjs_1.NotEqual, opAttrs, [a, b]);
      }
    };
  }
});

// kernels/OneHot.js
var require_OneHot = __commonJS({
  "kernels/OneHot.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.oneHotConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.oneHotConfig = {
      kernelName: tfjs_1.OneHot,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var indices = args.inputs.indices;
        var backend = args.backend;
        var _a = args.attrs, dtype = _a.dtype, depth = _a.depth, onValue = _a.onValue, offValue = _a.offValue;
        var depthTensor = (0, tfjs_1.scalar)(depth, "int32");
        var onValueTensor = (0, tfjs_1.scalar)(onValue, dtype);
        var offValueTensor = (0, tfjs_1.scalar)(offValue, dtype);
        var opAttrs = [
          { name: "axis", type: backend.binding.TF_ATTR_INT, value: -1 },
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("TI", indices.dtype)
        ];
        var res = backend.executeSingleOutput(tfjs_1.OneHot, opAttrs, [indices, depthTensor, onValueTensor, offValueTensor]);
        depthTensor.dispose();
        onValueTensor.dispose();
        offValueTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/OnesLike.js
var require_OnesLike = __commonJS({
  "kernels/OnesLike.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.onesLikeConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.onesLikeConfig = {
      kernelName: tfjs_1.OnesLike,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var opAttrs = [{
          name: "T",
          type: backend.binding.TF_ATTR_TYPE,
          value: backend.getDTypeInteger(x.dtype)
        }];
        return backend.executeSingleOutput(tfjs_1.OnesLike, opAttrs, [x]);
      }
    };
  }
});

// kernels/Pack.js
var require_Pack = __commonJS({
  "kernels/Pack.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.packConfig = exports2.pack = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    function pack(args) {
      var inputs = args.inputs, backend = args.backend, attrs = args.attrs;
      var axis = attrs.axis;
      var opAttrs = [
        { name: "N", type: backend.binding.TF_ATTR_INT, value: inputs.length },
        (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", inputs),
        { name: "axis", type: backend.binding.TF_ATTR_INT, value: axis }
      ];
      var res = backend.executeSingleOutput(tfjs_1.Pack, opAttrs, inputs);
      return res;
    }
    exports2.pack = pack;
    exports2.packConfig = {
      kernelName: tfjs_1.Pack,
      backendName: "tensorflow",
      kernelFunc: pack
    };
  }
});

// kernels/PadV2.js
var require_PadV2 = __commonJS({
  "kernels/PadV2.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.padV2Config = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.padV2Config = {
      kernelName: tfjs_1.PadV2,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, paddings = _a.paddings, constantValue = _a.constantValue;
        var paddingsTensor = (0, tfjs_1.tensor2d)(paddings, [paddings.length, 2], "int32");
        var constantTensor = (0, tfjs_1.scalar)(constantValue, x.dtype);
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tpaddings", paddingsTensor.dtype)
        ];
        var res = backend.executeSingleOutput(tfjs_1.PadV2, opAttrs, [x, paddingsTensor, constantTensor]);
        paddingsTensor.dispose();
        constantTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Pow.js
var require_Pow = __commonJS({
  "kernels/Pow.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.powConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.powConfig = {
      kernelName: tfjs_1.Pow,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        var dtype = tfjs_1.backend_util.upcastType(a.dtype, b.dtype);
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", dtype)];
        return (0, tfjs_1.tidy)(function() {
          return backend.executeSingleOutput(tfjs_1.Pow, opAttrs, [(0, tfjs_1.cast)(a, dtype), (0, tfjs_1.cast)(b, dtype)]);
        });
      }
    };
  }
});

// kernels/Prelu.js
var require_Prelu = __commonJS({
  "kernels/Prelu.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.preluConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.preluConfig = {
      kernelName: tfjs_1.Prelu,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var inputs = args.inputs;
        var x = inputs.x;
        var alpha = inputs.alpha;
        return (0, tfjs_1.tidy)(function() {
          var pos = (0, tfjs_1.relu)(x);
          var neg = (0, tfjs_1.mul)(alpha, (0, tfjs_1.mul)((0, tfjs_1.sub)(x, (0, tfjs_1.abs)(x)), 0.5));
          return (0, tfjs_1.add)(pos, neg);
        });
      }
    };
  }
});

// kernels/Prod.js
var require_Prod = __commonJS({
  "kernels/Prod.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.prodConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.prodConfig = {
      kernelName: tfjs_1.Prod,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, axis = _a.axis, keepDims = _a.keepDims;
        var axes = tfjs_1.util.parseAxisParam(axis, x.shape);
        var axesTensor = (0, tfjs_1.tensor1d)(axes, "int32");
        var opAttrs = [
          { name: "keep_dims", type: backend.binding.TF_ATTR_BOOL, value: keepDims },
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tidx", "int32")
        ];
        var res = backend.executeSingleOutput(tfjs_1.Prod, opAttrs, [x, axesTensor]);
        axesTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Range.js
var require_Range = __commonJS({
  "kernels/Range.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.rangeConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.rangeConfig = {
      kernelName: tfjs_1.Range,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var backend = args.backend;
        var _a = args.attrs, start = _a.start, stop = _a.stop, dtype = _a.dtype;
        var step = args.attrs.step;
        var sameStartStop = start === stop;
        var increasingRangeNegativeStep = start < stop && step < 0;
        var decreasingRangePositiveStep = stop < start && step > 1;
        if (sameStartStop || increasingRangeNegativeStep || decreasingRangePositiveStep) {
          return (0, tfjs_1.zeros)([0], dtype);
        }
        if (stop < start && step === 1) {
          step = -1;
        }
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tidx", dtype)];
        var startTensor = (0, tfjs_1.scalar)(start, dtype);
        var stopTensor = (0, tfjs_1.scalar)(stop, dtype);
        var stepTensor = (0, tfjs_1.scalar)(step, dtype);
        var res = backend.executeSingleOutput(tfjs_1.Range, opAttrs, [startTensor, stopTensor, stepTensor]);
        startTensor.dispose();
        stopTensor.dispose();
        stepTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Real.js
var require_Real = __commonJS({
  "kernels/Real.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.realConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.realConfig = {
      kernelName: tfjs_1.Real,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var input = args.inputs.input;
        var backend = args.backend;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", input),
          {
            name: "Tout",
            type: backend.binding.TF_ATTR_TYPE,
            value: backend.binding.TF_FLOAT
          }
        ];
        var inputs = [input];
        return backend.executeSingleOutput(tfjs_1.Real, opAttrs, inputs);
      }
    };
  }
});

// kernels/RealDiv.js
var require_RealDiv = __commonJS({
  "kernels/RealDiv.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.realDivConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.realDivConfig = {
      kernelName: tfjs_1.RealDiv,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tfjs_1.backend_util.upcastType(a.dtype, b.dtype))];
        return backend.executeSingleOutput(tfjs_1.RealDiv, opAttrs, [a, b]);
      }
    };
  }
});

// kernels/Reciprocal.js
var require_Reciprocal = __commonJS({
  "kernels/Reciprocal.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.reciprocalConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.reciprocalConfig = {
      kernelName: tfjs_1.Reciprocal,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Reciprocal, x);
      }
    };
  }
});

// kernels/Relu.js
var require_Relu = __commonJS({
  "kernels/Relu.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.reluConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.reluConfig = {
      kernelName: tfjs_1.Relu,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Relu, x);
      }
    };
  }
});

// kernels/Relu6.js
var require_Relu6 = __commonJS({
  "kernels/Relu6.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.relu6Config = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.relu6Config = {
      kernelName: tfjs_1.Relu6,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Relu6, x);
      }
    };
  }
});

// kernels/Reshape.js
var require_Reshape = __commonJS({
  "kernels/Reshape.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.reshapeConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.reshapeConfig = {
      kernelName: tfjs_1.Reshape,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var shape = args.attrs.shape;
        var shapeTensor = (0, tfjs_1.tensor1d)(shape, "int32");
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tshape", shapeTensor.dtype)
        ];
        var res = backend.executeSingleOutput(tfjs_1.Reshape, opAttrs, [x, shapeTensor]);
        shapeTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/ResizeBilinear.js
var require_ResizeBilinear = __commonJS({
  "kernels/ResizeBilinear.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.resizeBilinearConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.resizeBilinearConfig = {
      kernelName: tfjs_1.ResizeBilinear,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var images = args.inputs.images;
        var backend = args.backend;
        var _a = args.attrs, alignCorners = _a.alignCorners, halfPixelCenters = _a.halfPixelCenters, size = _a.size;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", images.dtype),
          {
            name: "align_corners",
            type: backend.binding.TF_ATTR_BOOL,
            value: alignCorners
          },
          {
            name: "half_pixel_centers",
            type: backend.binding.TF_ATTR_BOOL,
            value: halfPixelCenters
          }
        ];
        var newHeight = size[0], newWidth = size[1];
        var sizeTensor = (0, tfjs_1.tensor1d)([newHeight, newWidth], "int32");
        var ret = backend.executeSingleOutput(tfjs_1.ResizeBilinear, opAttrs, [images, sizeTensor]);
        sizeTensor.dispose();
        return ret;
      }
    };
  }
});

// kernels/ResizeBilinearGrad.js
var require_ResizeBilinearGrad = __commonJS({
  "kernels/ResizeBilinearGrad.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.resizeBilinearGradConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.resizeBilinearGradConfig = {
      kernelName: tfjs_1.ResizeBilinearGrad,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, images = _a.images, dy = _a.dy;
        var backend = args.backend;
        var alignCorners = args.attrs.alignCorners;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", images.dtype),
          {
            name: "align_corners",
            type: backend.binding.TF_ATTR_BOOL,
            value: alignCorners
          }
        ];
        return backend.executeSingleOutput(tfjs_1.ResizeBilinearGrad, opAttrs, [dy, images]);
      }
    };
  }
});

// kernels/ResizeNearestNeighbor.js
var require_ResizeNearestNeighbor = __commonJS({
  "kernels/ResizeNearestNeighbor.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.resizeNearestNeighborConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.resizeNearestNeighborConfig = {
      kernelName: tfjs_1.ResizeNearestNeighbor,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var images = args.inputs.images;
        var backend = args.backend;
        var _a = args.attrs, alignCorners = _a.alignCorners, halfPixelCenters = _a.halfPixelCenters, size = _a.size;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", images.dtype),
          {
            name: "align_corners",
            type: backend.binding.TF_ATTR_BOOL,
            value: alignCorners
          },
          {
            name: "half_pixel_centers",
            type: backend.binding.TF_ATTR_BOOL,
            value: halfPixelCenters
          }
        ];
        var newHeight = size[0], newWidth = size[1];
        var sizeTensor = (0, tfjs_1.tensor1d)([newHeight, newWidth], "int32");
        var res = backend.executeSingleOutput(tfjs_1.ResizeNearestNeighbor, opAttrs, [images, sizeTensor]);
        sizeTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/ResizeNearestNeighborGrad.js
var require_ResizeNearestNeighborGrad = __commonJS({
  "kernels/ResizeNearestNeighborGrad.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.resizeNearestNeighborGradConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.resizeNearestNeighborGradConfig = {
      kernelName: tfjs_1.ResizeNearestNeighborGrad,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, images = _a.images, dy = _a.dy;
        var backend = args.backend;
        var alignCorners = args.attrs.alignCorners;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", images.dtype),
          {
            name: "align_corners",
            type: backend.binding.TF_ATTR_BOOL,
            value: alignCorners
          }
        ];
        var _b = images.shape, origHeight = _b[1], origWidth = _b[2];
        var sizeTensor = (0, tfjs_1.tensor1d)([origHeight, origWidth], "int32");
        var res = backend.executeSingleOutput(tfjs_1.ResizeNearestNeighborGrad, opAttrs, [dy, sizeTensor]);
        sizeTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Reverse.js
var require_Reverse = __commonJS({
  "kernels/Reverse.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.reverseConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.reverseConfig = {
      kernelName: tfjs_1.Reverse,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var dims = args.attrs.dims;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tidx", "int32"),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype)
        ];
        var axes = tfjs_1.util.parseAxisParam(dims, x.shape);
        var axisTensor = (0, tfjs_1.tensor1d)(axes, "int32");
        var res = backend.executeSingleOutput("ReverseV2", opAttrs, [x, axisTensor]);
        axisTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Round.js
var require_Round = __commonJS({
  "kernels/Round.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.roundConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.roundConfig = {
      kernelName: tfjs_1.Round,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Round, x);
      }
    };
  }
});

// kernels/Rsqrt.js
var require_Rsqrt = __commonJS({
  "kernels/Rsqrt.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.rsqrtConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.rsqrtConfig = {
      kernelName: tfjs_1.Rsqrt,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Rsqrt, x);
      }
    };
  }
});

// kernels/ScatterNd.js
var require_ScatterNd = __commonJS({
  "kernels/ScatterNd.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.scatterNdConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.scatterNdConfig = {
      kernelName: tfjs_1.ScatterNd,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, indices = _a.indices, updates = _a.updates;
        var backend = args.backend;
        var shape = args.attrs.shape;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", updates.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tindices", "int32")
        ];
        var shapeTensor = (0, tfjs_1.tensor1d)(shape, "int32");
        var ret = backend.executeSingleOutput(tfjs_1.ScatterNd, opAttrs, [indices, updates, shapeTensor]);
        shapeTensor.dispose();
        return ret;
      }
    };
  }
});

// kernels/Select.js
var require_Select = __commonJS({
  "kernels/Select.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.selectConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.selectConfig = {
      kernelName: tfjs_1.Select,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, condition = _a.condition, t = _a.t, e = _a.e;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tfjs_1.backend_util.upcastType(t.dtype, e.dtype))];
        return backend.executeSingleOutput(tfjs_1.Select, opAttrs, [condition, t, e]);
      }
    };
  }
});

// kernels/Selu.js
var require_Selu = __commonJS({
  "kernels/Selu.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.seluConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.seluConfig = {
      kernelName: tfjs_1.Selu,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Selu, x);
      }
    };
  }
});

// kernels/Sigmoid.js
var require_Sigmoid = __commonJS({
  "kernels/Sigmoid.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.sigmoidConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.sigmoidConfig = {
      kernelName: tfjs_1.Sigmoid,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Sigmoid, x);
      }
    };
  }
});

// kernels/Sign.js
var require_Sign = __commonJS({
  "kernels/Sign.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.signConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.signConfig = {
      kernelName: tfjs_1.Sign,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Sign, x);
      }
    };
  }
});

// kernels/Sin.js
var require_Sin = __commonJS({
  "kernels/Sin.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.sinConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.sinConfig = {
      kernelName: tfjs_1.Sin,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Sin, x);
      }
    };
  }
});

// kernels/Sinh.js
var require_Sinh = __commonJS({
  "kernels/Sinh.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.sinhConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.sinhConfig = {
      kernelName: tfjs_1.Sinh,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Sinh, x);
      }
    };
  }
});

// kernels/Slice.js
var require_Slice = __commonJS({
  "kernels/Slice.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.sliceConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.sliceConfig = {
      kernelName: tfjs_1.Slice,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, begin = _a.begin, size = _a.size;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Index", "int32")
        ];
        var _b = tfjs_1.backend_util.slice_util.parseSliceParams(x, begin, size), begin_ = _b[0], size_ = _b[1];
        var beginTensor = (0, tfjs_1.tensor1d)(begin_, "int32");
        var sizeTensor = (0, tfjs_1.tensor1d)(size_, "int32");
        var res = backend.executeSingleOutput(tfjs_1.Slice, opAttrs, [x, beginTensor, sizeTensor]);
        beginTensor.dispose();
        sizeTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Softmax.js
var require_Softmax = __commonJS({
  "kernels/Softmax.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.softmaxConfig = void 0;
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.softmaxConfig = {
      kernelName: "Softmax",
      backendName: "tensorflow",
      kernelFunc: function(_a) {
        var inputs = _a.inputs, backend = _a.backend;
        var logits = inputs.logits;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", logits.dtype)];
        var nodeBackend = backend;
        return nodeBackend.executeSingleOutput("Softmax", opAttrs, [logits]);
      }
    };
  }
});

// kernels/Softplus.js
var require_Softplus = __commonJS({
  "kernels/Softplus.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.softplusConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.softplusConfig = {
      kernelName: tfjs_1.Softplus,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Softplus, x);
      }
    };
  }
});

// kernels/SpaceToBatchND.js
var require_SpaceToBatchND = __commonJS({
  "kernels/SpaceToBatchND.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.spaceToBatchNDConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.spaceToBatchNDConfig = {
      kernelName: tfjs_1.SpaceToBatchND,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, blockShape = _a.blockShape, paddings = _a.paddings;
        var blockShapeTensor = (0, tfjs_1.tensor1d)(blockShape, "int32");
        var paddingsTensor = (0, tfjs_1.tensor2d)(paddings, [paddings.length, paddings[0].length], "int32");
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tblock_shape", "int32"),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tpaddings", paddingsTensor.dtype)
        ];
        var res = backend.executeSingleOutput(tfjs_1.SpaceToBatchND, opAttrs, [x, blockShapeTensor, paddingsTensor]);
        blockShapeTensor.dispose();
        paddingsTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/SparseToDense.js
var require_SparseToDense = __commonJS({
  "kernels/SparseToDense.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.sparseToDenseConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.sparseToDenseConfig = {
      kernelName: tfjs_1.SparseToDense,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, sparseIndices = _a.sparseIndices, sparseValues = _a.sparseValues, defaultValue = _a.defaultValue;
        var backend = args.backend;
        var outputShape = args.attrs.outputShape;
        var opAttrs = [
          {
            name: "validate_indices",
            type: backend.binding.TF_ATTR_BOOL,
            value: true
          },
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", sparseValues.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tindices", sparseIndices.dtype)
        ];
        var outputShapeTensor = (0, tfjs_1.tensor1d)(outputShape, "int32");
        var res = backend.executeSingleOutput(tfjs_1.SparseToDense, opAttrs, [sparseIndices, outputShapeTensor, sparseValues, defaultValue]);
        outputShapeTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/SplitV.js
var require_SplitV = __commonJS({
  "kernels/SplitV.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.splitVConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.splitVConfig = {
      kernelName: tfjs_1.SplitV,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, numOrSizeSplits = _a.numOrSizeSplits, axis = _a.axis;
        var $axis = tfjs_1.util.parseAxisParam(axis, x.shape)[0];
        var splitSizes = tfjs_1.backend_util.prepareSplitSize(x, numOrSizeSplits, $axis);
        var opAttrs = [
          {
            name: "num_split",
            type: backend.binding.TF_ATTR_INT,
            value: splitSizes.length
          },
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x),
          {
            name: "Tlen",
            type: backend.binding.TF_ATTR_TYPE,
            value: backend.binding.TF_INT32
          }
        ];
        var inputs = [x];
        return (0, tfjs_1.tidy)(function() {
          inputs.push((0, tfjs_1.tensor1d)(splitSizes, "int32"));
          inputs.push((0, tfjs_1.scalar)($axis, "int32"));
          return backend.executeMultipleOutputs(tfjs_1.SplitV, opAttrs, inputs, splitSizes.length);
        });
      }
    };
  }
});

// kernels/Sqrt.js
var require_Sqrt = __commonJS({
  "kernels/Sqrt.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.sqrtConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.sqrtConfig = {
      kernelName: tfjs_1.Sqrt,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Sqrt, x);
      }
    };
  }
});

// kernels/Square.js
var require_Square = __commonJS({
  "kernels/Square.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.squareConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.squareConfig = {
      kernelName: tfjs_1.Square,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Square, x);
      }
    };
  }
});

// kernels/SquaredDifference.js
var require_SquaredDifference = __commonJS({
  "kernels/SquaredDifference.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.squaredDifferenceConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.squaredDifferenceConfig = {
      kernelName: tfjs_1.SquaredDifference,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", a.dtype)];
        return backend.executeSingleOutput(tfjs_1.SquaredDifference, opAttrs, [a, b]);
      }
    };
  }
});

// kernels/StaticRegexReplace.js
var require_StaticRegexReplace = __commonJS({
  "kernels/StaticRegexReplace.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2023 Google LLC.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.staticRegexReplaceConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.staticRegexReplaceConfig = {
      kernelName: tfjs_1.StaticRegexReplace,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var tensors = args.inputs;
        var backend = args.backend;
        var _a = args.attrs, pattern = _a.pattern, rewrite = _a.rewrite, replaceGlobal = _a.replaceGlobal;
        var opAttrs = [
          { name: "pattern", type: backend.binding.TF_ATTR_STRING, value: pattern },
          { name: "rewrite", type: backend.binding.TF_ATTR_STRING, value: rewrite },
          {
            name: "replace_global",
            type: backend.binding.TF_ATTR_BOOL,
            value: replaceGlobal
          }
        ];
        var inputs = [tensors.x];
        return backend.executeSingleOutput("StaticRegexReplace", opAttrs, inputs);
      }
    };
  }
});

// kernels/Step.js
var require_Step = __commonJS({
  "kernels/Step.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.stepConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.stepConfig = {
      kernelName: tfjs_1.Step,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var alpha = args.attrs.alpha;
        var dtype = x.dtype;
        return (0, tfjs_1.tidy)(function() {
          var nans = (0, tfjs_1.isNaN)(x);
          var stepNoNans = (0, tfjs_1.where)((0, tfjs_1.greater)(x, (0, tfjs_1.scalar)(0, dtype)), (0, tfjs_1.ones)(x.shape), (0, tfjs_1.fill)(x.shape, alpha, dtype));
          var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tfjs_1.backend_util.upcastType(x.dtype, stepNoNans.dtype))];
          return backend.executeSingleOutput("Select", opAttrs, [nans, x, stepNoNans]);
        });
      }
    };
  }
});

// kernels/StridedSlice.js
var require_StridedSlice = __commonJS({
  "kernels/StridedSlice.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.stridedSliceConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.stridedSliceConfig = {
      kernelName: tfjs_1.StridedSlice,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, beginMask = _a.beginMask, endMask = _a.endMask, ellipsisMask = _a.ellipsisMask, newAxisMask = _a.newAxisMask, shrinkAxisMask = _a.shrinkAxisMask;
        var attrs = args.attrs;
        var begin = attrs.begin.slice();
        var end = attrs.end.slice();
        var strides = attrs.strides;
        return (0, tfjs_1.tidy)(function() {
          var beginTensor = (0, tfjs_1.tensor1d)(begin, "int32");
          var endTensor = (0, tfjs_1.tensor1d)(end, "int32");
          var stridesTensor = (0, tfjs_1.tensor1d)(strides, "int32");
          var opAttrs = [
            (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
            (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Index", "int32"),
            {
              name: "begin_mask",
              type: backend.binding.TF_ATTR_INT,
              value: beginMask
            },
            { name: "end_mask", type: backend.binding.TF_ATTR_INT, value: endMask },
            {
              name: "ellipsis_mask",
              type: backend.binding.TF_ATTR_INT,
              value: ellipsisMask
            },
            {
              name: "new_axis_mask",
              type: backend.binding.TF_ATTR_INT,
              value: newAxisMask
            },
            {
              name: "shrink_axis_mask",
              type: backend.binding.TF_ATTR_INT,
              value: shrinkAxisMask
            }
          ];
          return backend.executeSingleOutput(tfjs_1.StridedSlice, opAttrs, [x, beginTensor, endTensor, stridesTensor]);
        });
      }
    };
  }
});

// kernels/Sub.js
var require_Sub = __commonJS({
  "kernels/Sub.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.subConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.subConfig = {
      kernelName: tfjs_1.Sub,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, a = _a.a, b = _a.b;
        var backend = args.backend;
        var opAttrs = [(0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", tfjs_1.backend_util.upcastType(a.dtype, b.dtype))];
        return backend.executeSingleOutput(tfjs_1.Sub, opAttrs, [a, b]);
      }
    };
  }
});

// kernels/Sum.js
var require_Sum = __commonJS({
  "kernels/Sum.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.sumConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.sumConfig = {
      kernelName: tfjs_1.Sum,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, axis = _a.axis, keepDims = _a.keepDims;
        var axes = tfjs_1.util.parseAxisParam(axis, x.shape);
        var axisTensor = (0, tfjs_1.tensor1d)(axes, "int32");
        var res = backend.executeSingleOutput(tfjs_1.Sum, backend.createReductionOpAttrs(x, keepDims), [x, axisTensor]);
        axisTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Tan.js
var require_Tan = __commonJS({
  "kernels/Tan.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.tanConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.tanConfig = {
      kernelName: tfjs_1.Tan,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Tan, x);
      }
    };
  }
});

// kernels/Tanh.js
var require_Tanh = __commonJS({
  "kernels/Tanh.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.tanhConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.tanhConfig = {
      kernelName: tfjs_1.Tanh,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        return backend.executeSingleInput(tfjs_1.Tanh, x);
      }
    };
  }
});

// kernels/TensorScatterUpdate.js
var require_TensorScatterUpdate = __commonJS({
  "kernels/TensorScatterUpdate.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2022 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.tensorScatterUpdateConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.tensorScatterUpdateConfig = {
      kernelName: tfjs_1.TensorScatterUpdate,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, tensor = _a.tensor, indices = _a.indices, updates = _a.updates;
        var backend = args.backend;
        var _b = args.attrs;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", updates.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tindices", "int32")
        ];
        var ret = backend.executeSingleOutput(tfjs_1.TensorScatterUpdate, opAttrs, [tensor, indices, updates]);
        return ret;
      }
    };
  }
});

// kernels/Tile.js
var require_Tile = __commonJS({
  "kernels/Tile.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.tileConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.tileConfig = {
      kernelName: tfjs_1.Tile,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var reps = args.attrs.reps;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tmultiples", "int32")
        ];
        var multiples = (0, tfjs_1.tensor1d)(reps, "int32");
        var res = backend.executeSingleOutput(tfjs_1.Tile, opAttrs, [x, multiples]);
        multiples.dispose();
        return res;
      }
    };
  }
});

// kernels/TopK.js
var require_TopK = __commonJS({
  "kernels/TopK.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.topKConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var util_1 = { isNullOrUndefined: function(x) {
      return x === null || x === void 0;
    }, isArray: Array.isArray };
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.topKConfig = {
      kernelName: tfjs_1.TopK,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs, k = _a.k, sorted = _a.sorted;
        var kCount = (0, util_1.isNullOrUndefined)(k) ? 1 : k;
        var isSorted = (0, util_1.isNullOrUndefined)(sorted) ? true : sorted;
        var opAttrs = [
          { name: "sorted", type: backend.binding.TF_ATTR_BOOL, value: isSorted },
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype)
        ];
        var kTensor = (0, tfjs_1.scalar)(kCount, "int32");
        var res = backend.executeMultipleOutputs("TopKV2", opAttrs, [x, kTensor], 2);
        kTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Transpose.js
var require_Transpose = __commonJS({
  "kernels/Transpose.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.transposeConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.transposeConfig = {
      kernelName: tfjs_1.Transpose,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var perm = args.attrs.perm;
        var permTensor = (0, tfjs_1.tensor1d)(perm, "int32");
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tperm", "int32")
        ];
        var res = backend.executeSingleOutput(tfjs_1.Transpose, opAttrs, [x, permTensor]);
        permTensor.dispose();
        return res;
      }
    };
  }
});

// kernels/Unique.js
var require_Unique = __commonJS({
  "kernels/Unique.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2021 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.uniqueConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.uniqueConfig = {
      kernelName: tfjs_1.Unique,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var _a = args.attrs.axis, axis = _a === void 0 ? 0 : _a;
        var axisTensor = (0, tfjs_1.tensor1d)([axis], "int32");
        try {
          var opAttrs = [
            (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
            (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Taxis", "int32"),
            (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("out_idx", "int32")
          ];
          var inputs = [x, axisTensor];
          return backend.executeMultipleOutputs("UniqueV2", opAttrs, inputs, 2);
        } finally {
          axisTensor.dispose();
        }
      }
    };
  }
});

// kernels/Unpack.js
var require_Unpack = __commonJS({
  "kernels/Unpack.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.unpackConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.unpackConfig = {
      kernelName: tfjs_1.Unpack,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var value = args.inputs.value;
        var backend = args.backend;
        var axis = args.attrs.axis;
        if (axis < 0) {
          axis += value.shape.length;
        }
        if (axis >= value.shape.length) {
          throw new Error("Invalid axis supplied: ".concat(axis, " shape length: ").concat(value.shape.length));
        }
        var num = value.shape[axis];
        var opAttrs = [
          { name: "num", type: backend.binding.TF_ATTR_INT, value: num },
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", value.dtype),
          { name: "axis", type: backend.binding.TF_ATTR_INT, value: axis }
        ];
        return backend.executeMultipleOutputs(tfjs_1.Unpack, opAttrs, [value], num);
      }
    };
  }
});

// kernels/UnsortedSegmentSum.js
var require_UnsortedSegmentSum = __commonJS({
  "kernels/UnsortedSegmentSum.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.unsortedSegmentSumConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var nodejs_kernel_backend_1 = require_nodejs_kernel_backend();
    exports2.unsortedSegmentSumConfig = {
      kernelName: tfjs_1.UnsortedSegmentSum,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var _a = args.inputs, x = _a.x, segmentIds = _a.segmentIds;
        var backend = args.backend;
        var numSegments = args.attrs.numSegments;
        var opAttrs = [
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("T", x.dtype),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tindices", "int32"),
          (0, nodejs_kernel_backend_1.createTensorsTypeOpAttr)("Tnumsegments", "int32")
        ];
        var numSegmentsT = (0, tfjs_1.scalar)(numSegments, "int32");
        var res = backend.executeSingleOutput(tfjs_1.UnsortedSegmentSum, opAttrs, [x, segmentIds, numSegmentsT]);
        numSegmentsT.dispose();
        return res;
      }
    };
  }
});

// kernels/ZerosLike.js
var require_ZerosLike = __commonJS({
  "kernels/ZerosLike.js"(exports2) {
    "use strict";
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.zerosLikeConfig = void 0;
    var tfjs_1 = require("@tensorflow/tfjs-core");
    exports2.zerosLikeConfig = {
      kernelName: tfjs_1.ZerosLike,
      backendName: "tensorflow",
      kernelFunc: function(args) {
        var x = args.inputs.x;
        var backend = args.backend;
        var opAttrs = [{
          name: "T",
          type: backend.binding.TF_ATTR_TYPE,
          value: backend.getDTypeInteger(x.dtype)
        }];
        return backend.executeSingleOutput(tfjs_1.ZerosLike, opAttrs, [x]);
      }
    };
  }
});

// register_all_kernels.js
var require_register_all_kernels = __commonJS({
  "register_all_kernels.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    /**
     * @license
     * Copyright 2020 Google LLC. All Rights Reserved.
     * Licensed under the Apache License, Version 2.0 (the "License");
     * you may not use this file except in compliance with the License.
     * You may obtain a copy of the License at
     *
     * http://www.apache.org/licenses/LICENSE-2.0
     *
     * Unless required by applicable law or agreed to in writing, software
     * distributed under the License is distributed on an "AS IS" BASIS,
     * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
     * See the License for the specific language governing permissions and
     * limitations under the License.
     * =============================================================================
     */
    var tfjs_1 = require("@tensorflow/tfjs-core");
    var _FusedMatMul_1 = require_FusedMatMul();
    var Abs_1 = require_Abs();
    var Acos_1 = require_Acos();
    var Acosh_1 = require_Acosh();
    var Add_1 = require_Add();
    var AddN_1 = require_AddN();
    var All_1 = require_All();
    var Any_1 = require_Any();
    var ArgMax_1 = require_ArgMax();
    var ArgMin_1 = require_ArgMin();
    var Asin_1 = require_Asin();
    var Asinh_1 = require_Asinh();
    var Atan_1 = require_Atan();
    var Atan2_1 = require_Atan2();
    var Atanh_1 = require_Atanh();
    var AvgPool_1 = require_AvgPool();
    var AvgPool3D_1 = require_AvgPool3D();
    var AvgPool3DGrad_1 = require_AvgPool3DGrad();
    var AvgPoolGrad_1 = require_AvgPoolGrad();
    var BatchMatMul_1 = require_BatchMatMul();
    var BatchToSpaceND_1 = require_BatchToSpaceND();
    var Bincount_1 = require_Bincount();
    var BroadcastArgs_1 = require_BroadcastArgs();
    var Cast_1 = require_Cast();
    var Ceil_1 = require_Ceil();
    var ClipByValue_1 = require_ClipByValue();
    var Complex_1 = require_Complex();
    var ComplexAbs_1 = require_ComplexAbs();
    var Concat_1 = require_Concat();
    var Conv2D_1 = require_Conv2D();
    var Conv2DBackpropFilter_1 = require_Conv2DBackpropFilter();
    var Conv2DBackpropInput_1 = require_Conv2DBackpropInput();
    var Conv3D_1 = require_Conv3D();
    var Conv3DBackpropFilterV2_1 = require_Conv3DBackpropFilterV2();
    var Conv3DBackpropInputV2_1 = require_Conv3DBackpropInputV2();
    var Cos_1 = require_Cos();
    var Cosh_1 = require_Cosh();
    var CropAndResize_1 = require_CropAndResize();
    var Cumprod_1 = require_Cumprod();
    var Cumsum_1 = require_Cumsum();
    var DepthToSpace_1 = require_DepthToSpace();
    var DepthwiseConv2dNative_1 = require_DepthwiseConv2dNative();
    var DepthwiseConv2dNativeBackpropFilter_1 = require_DepthwiseConv2dNativeBackpropFilter();
    var DepthwiseConv2dNativeBackpropInput_1 = require_DepthwiseConv2dNativeBackpropInput();
    var Diag_1 = require_Diag();
    var Dilation2D_1 = require_Dilation2D();
    var Dilation2DBackpropFilter_1 = require_Dilation2DBackpropFilter();
    var Dilation2DBackpropInput_1 = require_Dilation2DBackpropInput();
    var Einsum_1 = require_Einsum();
    var Elu_1 = require_Elu();
    var EluGrad_1 = require_EluGrad();
    var Equal_1 = require_Equal();
    var Erf_1 = require_Erf();
    var Exp_1 = require_Exp();
    var ExpandDims_1 = require_ExpandDims();
    var Expm1_1 = require_Expm1();
    var FFT_1 = require_FFT();
    var Fill_1 = require_Fill();
    var FlipLeftRight_1 = require_FlipLeftRight();
    var Floor_1 = require_Floor();
    var FloorDiv_1 = require_FloorDiv();
    var FusedBatchNorm_1 = require_FusedBatchNorm();
    var FusedConv2D_1 = require_FusedConv2D();
    var FusedDepthwiseConv2D_1 = require_FusedDepthwiseConv2D();
    var GatherNd_1 = require_GatherNd();
    var GatherV2_1 = require_GatherV2();
    var Greater_1 = require_Greater();
    var GreaterEqual_1 = require_GreaterEqual();
    var Identity_1 = require_Identity();
    var IFFT_1 = require_IFFT();
    var Imag_1 = require_Imag();
    var IsFinite_1 = require_IsFinite();
    var IsInf_1 = require_IsInf();
    var IsNan_1 = require_IsNan();
    var LeakyRelu_1 = require_LeakyRelu();
    var Less_1 = require_Less();
    var LessEqual_1 = require_LessEqual();
    var LinSpace_1 = require_LinSpace();
    var Log_1 = require_Log();
    var Log1p_1 = require_Log1p();
    var LogicalAnd_1 = require_LogicalAnd();
    var LogicalNot_1 = require_LogicalNot();
    var LogicalOr_1 = require_LogicalOr();
    var LRN_1 = require_LRN();
    var LRNGrad_1 = require_LRNGrad();
    var Max_1 = require_Max();
    var Maximum_1 = require_Maximum();
    var MaxPool_1 = require_MaxPool();
    var MaxPool3D_1 = require_MaxPool3D();
    var MaxPool3DGrad_1 = require_MaxPool3DGrad();
    var MaxPoolGrad_1 = require_MaxPoolGrad();
    var Mean_1 = require_Mean();
    var Min_1 = require_Min();
    var Minimum_1 = require_Minimum();
    var MirrorPad_1 = require_MirrorPad();
    var Mod_1 = require_Mod();
    var Multinomial_1 = require_Multinomial();
    var Multiply_1 = require_Multiply();
    var Neg_1 = require_Neg();
    var NonMaxSuppressionV3_1 = require_NonMaxSuppressionV3();
    var NonMaxSuppressionV4_1 = require_NonMaxSuppressionV4();
    var NonMaxSuppressionV5_1 = require_NonMaxSuppressionV5();
    var NotEqual_1 = require_NotEqual();
    var OneHot_1 = require_OneHot();
    var OnesLike_1 = require_OnesLike();
    var Pack_1 = require_Pack();
    var PadV2_1 = require_PadV2();
    var Pow_1 = require_Pow();
    var Prelu_1 = require_Prelu();
    var Prod_1 = require_Prod();
    var Range_1 = require_Range();
    var Real_1 = require_Real();
    var RealDiv_1 = require_RealDiv();
    var Reciprocal_1 = require_Reciprocal();
    var Relu_1 = require_Relu();
    var Relu6_1 = require_Relu6();
    var Reshape_1 = require_Reshape();
    var ResizeBilinear_1 = require_ResizeBilinear();
    var ResizeBilinearGrad_1 = require_ResizeBilinearGrad();
    var ResizeNearestNeighbor_1 = require_ResizeNearestNeighbor();
    var ResizeNearestNeighborGrad_1 = require_ResizeNearestNeighborGrad();
    var Reverse_1 = require_Reverse();
    var Round_1 = require_Round();
    var Rsqrt_1 = require_Rsqrt();
    var ScatterNd_1 = require_ScatterNd();
    var Select_1 = require_Select();
    var Selu_1 = require_Selu();
    var Sigmoid_1 = require_Sigmoid();
    var Sign_1 = require_Sign();
    var Sin_1 = require_Sin();
    var Sinh_1 = require_Sinh();
    var Slice_1 = require_Slice();
    var Softmax_1 = require_Softmax();
    var Softplus_1 = require_Softplus();
    var SpaceToBatchND_1 = require_SpaceToBatchND();
    var SparseToDense_1 = require_SparseToDense();
    var SplitV_1 = require_SplitV();
    var Sqrt_1 = require_Sqrt();
    var Square_1 = require_Square();
    var SquaredDifference_1 = require_SquaredDifference();
    var StaticRegexReplace_1 = require_StaticRegexReplace();
    var Step_1 = require_Step();
    var StridedSlice_1 = require_StridedSlice();
    var Sub_1 = require_Sub();
    var Sum_1 = require_Sum();
    var Tan_1 = require_Tan();
    var Tanh_1 = require_Tanh();
    var TensorScatterUpdate_1 = require_TensorScatterUpdate();
    var Tile_1 = require_Tile();
    var TopK_1 = require_TopK();
    var Transpose_1 = require_Transpose();
    var Unique_1 = require_Unique();
    var Unpack_1 = require_Unpack();
    var UnsortedSegmentSum_1 = require_UnsortedSegmentSum();
    var ZerosLike_1 = require_ZerosLike();
    var kernelConfigs = [
      FFT_1.FFTConfig,
      IFFT_1.IFFTConfig,
      LRN_1.LRNConfig,
      LRNGrad_1.LRNGradConfig,
      _FusedMatMul_1._fusedMatMulConfig,
      Abs_1.absConfig,
      Acos_1.acosConfig,
      Acosh_1.acoshConfig,
      Add_1.addConfig,
      AddN_1.addNConfig,
      All_1.allConfig,
      Any_1.anyConfig,
      ArgMax_1.argMaxConfig,
      ArgMin_1.argMinConfig,
      Asin_1.asinConfig,
      Asinh_1.asinhConfig,
      Atan2_1.atan2Config,
      Atan_1.atanConfig,
      Atanh_1.atanhConfig,
      AvgPool3D_1.avgPool3DConfig,
      AvgPool3DGrad_1.avgPool3DGradConfig,
      AvgPool_1.avgPoolConfig,
      AvgPoolGrad_1.avgPoolGradConfig,
      BatchMatMul_1.batchMatMulConfig,
      BatchToSpaceND_1.batchToSpaceNDConfig,
      BroadcastArgs_1.broadcastArgsConfig,
      Cast_1.castConfig,
      Ceil_1.ceilConfig,
      ClipByValue_1.clipByValueConfig,
      ComplexAbs_1.complexAbsConfig,
      Complex_1.complexConfig,
      Concat_1.concatConfig,
      Conv2DBackpropFilter_1.conv2DBackpropFilterConfig,
      Conv2DBackpropInput_1.conv2DBackpropInputConfig,
      Conv2D_1.conv2DConfig,
      Conv3DBackpropFilterV2_1.conv3DBackpropFilterV2Config,
      Conv3DBackpropInputV2_1.conv3DBackpropInputV2Config,
      Conv3D_1.conv3DConfig,
      Cos_1.cosConfig,
      Cosh_1.coshConfig,
      CropAndResize_1.cropAndResizeConfig,
      Cumprod_1.cumprodConfig,
      Cumsum_1.cumsumConfig,
      Bincount_1.bincountConfig,
      DepthToSpace_1.depthToSpaceConfig,
      DepthwiseConv2dNativeBackpropFilter_1.depthwiseConv2dNativeBackpropFilterConfig,
      DepthwiseConv2dNativeBackpropInput_1.depthwiseConv2dNativeBackpropInputConfig,
      DepthwiseConv2dNative_1.depthwiseConv2dNativeConfig,
      Diag_1.diagConfig,
      Dilation2DBackpropFilter_1.dilation2dBackpropFilterConfig,
      Dilation2DBackpropInput_1.dilation2dBackpropInputConfig,
      Dilation2D_1.dilation2dConfig,
      Elu_1.eluConfig,
      EluGrad_1.eluGradConfig,
      Einsum_1.einsumConfig,
      Equal_1.equalConfig,
      Erf_1.erfConfig,
      Exp_1.expConfig,
      ExpandDims_1.expandDimsConfig,
      Expm1_1.expm1Config,
      Fill_1.fillConfig,
      FlipLeftRight_1.flipLeftRightConfig,
      Floor_1.floorConfig,
      FloorDiv_1.floorDivConfig,
      FusedBatchNorm_1.fusedBatchNormConfig,
      FusedConv2D_1.fusedConv2DConfig,
      FusedDepthwiseConv2D_1.fusedDepthwiseConv2DConfig,
      GatherNd_1.gatherNdConfig,
      GatherV2_1.gatherV2Config,
      Greater_1.greaterConfig,
      GreaterEqual_1.greaterEqualConfig,
      Identity_1.identityConfig,
      Imag_1.imagConfig,
      IsFinite_1.isFiniteConfig,
      IsInf_1.isInfConfig,
      IsNan_1.isNanConfig,
      LeakyRelu_1.leakyReluConfig,
      Less_1.lessConfig,
      LessEqual_1.lessEqualConfig,
      LinSpace_1.linSpaceConfig,
      Log1p_1.log1pConfig,
      Log_1.logConfig,
      LogicalAnd_1.logicalAndConfig,
      LogicalNot_1.logicalNotConfig,
      LogicalOr_1.logicalOrConfig,
      Max_1.maxConfig,
      MaxPool3D_1.maxPool3DConfig,
      MaxPool3DGrad_1.maxPool3DGradConfig,
      MaxPool_1.maxPoolConfig,
      MaxPoolGrad_1.maxPoolGradConfig,
      Maximum_1.maximumConfig,
      Mean_1.meanConfig,
      Min_1.minConfig,
      Minimum_1.minimumConfig,
      MirrorPad_1.mirrorPadConfig,
      Mod_1.modConfig,
      Multinomial_1.multinomialConfig,
      Multiply_1.multiplyConfig,
      Neg_1.negConfig,
      NonMaxSuppressionV3_1.nonMaxSuppressionV3Config,
      NonMaxSuppressionV4_1.nonMaxSuppressionV4Config,
      NonMaxSuppressionV5_1.nonMaxSuppressionV5Config,
      NotEqual_1.notEqualConfig,
      OneHot_1.oneHotConfig,
      OnesLike_1.onesLikeConfig,
      Pack_1.packConfig,
      PadV2_1.padV2Config,
      Pow_1.powConfig,
      Prelu_1.preluConfig,
      Prod_1.prodConfig,
      Range_1.rangeConfig,
      Real_1.realConfig,
      RealDiv_1.realDivConfig,
      Reciprocal_1.reciprocalConfig,
      Relu6_1.relu6Config,
      Relu_1.reluConfig,
      Reshape_1.reshapeConfig,
      ResizeBilinear_1.resizeBilinearConfig,
      ResizeBilinearGrad_1.resizeBilinearGradConfig,
      ResizeNearestNeighbor_1.resizeNearestNeighborConfig,
      ResizeNearestNeighborGrad_1.resizeNearestNeighborGradConfig,
      Reverse_1.reverseConfig,
      Round_1.roundConfig,
      Rsqrt_1.rsqrtConfig,
      ScatterNd_1.scatterNdConfig,
      Select_1.selectConfig,
      Selu_1.seluConfig,
      Sigmoid_1.sigmoidConfig,
      Sign_1.signConfig,
      Sin_1.sinConfig,
      Sinh_1.sinhConfig,
      Slice_1.sliceConfig,
      Softmax_1.softmaxConfig,
      Softplus_1.softplusConfig,
      SpaceToBatchND_1.spaceToBatchNDConfig,
      SparseToDense_1.sparseToDenseConfig,
      SplitV_1.splitVConfig,
      Sqrt_1.sqrtConfig,
      Square_1.squareConfig,
      SquaredDifference_1.squaredDifferenceConfig,
      StaticRegexReplace_1.staticRegexReplaceConfig,
      Step_1.stepConfig,
      StridedSlice_1.stridedSliceConfig,
      Sub_1.subConfig,
      Sum_1.sumConfig,
      Tan_1.tanConfig,
      Tanh_1.tanhConfig,
      TensorScatterUpdate_1.tensorScatterUpdateConfig,
      Tile_1.tileConfig,
      TopK_1.topKConfig,
      Transpose_1.transposeConfig,
      Unique_1.uniqueConfig,
      Unpack_1.unpackConfig,
      UnsortedSegmentSum_1.unsortedSegmentSumConfig,
      ZerosLike_1.zerosLikeConfig
    ];
    for (_i = 0, kernelConfigs_1 = kernelConfigs; _i < kernelConfigs_1.length; _i++) {
      kernelConfig = kernelConfigs_1[_i];
      (0, tfjs_1.registerKernel)(kernelConfig);
    }
    var kernelConfig;
    var _i;
    var kernelConfigs_1;
  }
});

// <stdin>
require_register_all_kernels();
module.exports = require_nodejs_kernel_backend();
