// The calls that read results of the queue.
#pragma once

#include "calls.h"
#include "status.h"

namespace whisker {

/** outputs(first, count): returns the shapes and types of tensors that are computed. */
inline napi_value Outputs(napi_env env, napi_callback_info info) {
  const Arguments<2> args(env, info);
  const int64_t first = Long(env, args.values[0]);
  const int32_t count = Int(env, args.values[1]);
  napi_value all;
  Check(napi_create_array_with_length(env, count, &all), "count");
  for (int32_t at = 0; at < count; at++) {
    std::vector<int64_t> shape;
    TF_DataType type = TF_FLOAT;
    const bool there = args.instance->queue->With(first + at, [&](TFE_TensorHandle *handle) {
      Status status;
      const int rank = TFE_TensorHandleNumDims(handle, status.status);
      for (int dimension = 0; dimension < rank; dimension++) shape.push_back(TFE_TensorHandleDim(handle, dimension, status.status));
      type = TFE_TensorHandleDataType(handle);
    });
    if (!there) throw std::runtime_error("an operation gave fewer tensors than were asked of it");
    napi_value output, edges, number;
    Check(napi_create_object(env, &output), "object");
    Check(napi_create_array_with_length(env, shape.size(), &edges), "shape");
    for (size_t dimension = 0; dimension < shape.size(); dimension++) {
      Check(napi_create_int64(env, shape[dimension], &number), "number");
      Check(napi_set_element(env, edges, dimension, number), "shape");
    }
    Check(napi_set_named_property(env, output, "shape", edges), "object");
    Check(napi_create_int32(env, type, &number), "number");
    Check(napi_set_named_property(env, output, "dtype", number), "object");
    Check(napi_set_element(env, all, at, output), "array");
  }
  return all;
}

/** read(id): returns a copy of a tensor's values; undefined while it is not computed. */
inline napi_value Read(napi_env env, napi_callback_info info) {
  const Arguments<1> args(env, info);
  Status status;
  TF_Tensor *found = nullptr;
  args.instance->queue->With(Long(env, args.values[0]), [&](TFE_TensorHandle *handle) { found = TFE_TensorHandleResolve(handle, status.status); });
  if (!status.Ok()) throw std::runtime_error(status.Why());
  if (found == nullptr) return nullptr;
  const std::unique_ptr<TF_Tensor, decltype(&TF_DeleteTensor)> tensor(found, &TF_DeleteTensor);
  const TF_DataType type = TF_TensorType(found);
  const size_t bytes = TF_TensorByteSize(found);
  napi_typedarray_type kind;
  switch (type) {
    case TF_FLOAT:
    case TF_COMPLEX64:
      kind = napi_float32_array;
      break;
    case TF_INT32:
      kind = napi_int32_array;
      break;
    case TF_INT64:
      kind = napi_bigint64_array;
      break;
    case TF_BOOL:
    case TF_UINT8:
      kind = napi_uint8_array;
      break;
    default:
      throw std::invalid_argument("a tensor of type " + std::to_string(type) + " cannot be read");
  }
  const size_t width = kind == napi_uint8_array ? 1 : kind == napi_bigint64_array ? 8 : 4;
  void *data;
  napi_value buffer, result;
  Check(napi_create_arraybuffer(env, bytes, &data, &buffer), "size");
  if (bytes > 0) std::memcpy(data, TF_TensorData(found), bytes);
  Check(napi_create_typedarray(env, kind, bytes / width, buffer, 0, &result), "size");
  return result;
}

/** time(on): waits, and returns the times recorded so far as [operation, start, end, operation, …], ms. An upload is operation -1. */
inline napi_value Time(napi_env env, napi_callback_info info) {
  const Arguments<1> args(env, info);
  const std::vector<Timed> timed = args.instance->queue->Time(Bool(env, args.values[0]));
  void *data;
  napi_value buffer, result;
  Check(napi_create_arraybuffer(env, timed.size() * 3 * sizeof(double), &data, &buffer), "size");
  auto *numbers = static_cast<double *>(data);
  for (const Timed &each : timed) {
    *numbers++ = each.operation;
    *numbers++ = each.start;
    *numbers++ = each.end;
  }
  Check(napi_create_typedarray(env, napi_float64_array, timed.size() * 3, buffer, 0, &result), "size");
  return result;
}

inline napi_value IsUsingGpuDevice(napi_env env, napi_callback_info info) {
  const Arguments<0> args(env, info);
  napi_value result;
  Check(napi_get_boolean(env, args.instance->queue->is_gpu, &result), "boolean");
  return result;
}

}  // namespace whisker
