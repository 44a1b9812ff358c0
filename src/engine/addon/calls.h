// The calls that submit work to the queue. Tensors are numbers that JavaScript chooses; see binding/queued.ts.
#pragma once

#include <node_api.h>

#include <cstring>

#include "attributes.h"
#include "javascript.h"
#include "queue.h"

namespace whisker {

struct Instance {
  std::unique_ptr<Queue> queue;
  /** By number. Those in `free` were forgotten. */
  std::vector<std::shared_ptr<const Operation>> operations;
  std::vector<int32_t> free;
  napi_threadsafe_function answers = nullptr;
  /** Callbacks that have not been called. While there are any, the process does not end. */
  int awaited = 0;
};

struct Answer {
  napi_ref callback;
  std::string failure;
};

template <size_t N>
using Arguments = Called<Instance, N>;

/** describe(name, [{ name, type, value }]): returns a number for the operation. */
inline napi_value Describe(napi_env env, napi_callback_info info) {
  const Arguments<2> args(env, info);
  auto operation = std::make_shared<Operation>();
  operation->name = Text(env, args.values[0]);
  operation->attributes = List(env, args.values[1], AttributeOf);
  auto &all = args.instance->operations;
  auto &free = args.instance->free;
  if (free.empty()) {
    free.push_back(static_cast<int32_t>(all.size()));
    all.emplace_back();
  }
  const int32_t chosen = free.back();
  free.pop_back();
  all[chosen] = std::move(operation);
  napi_value number;
  Check(napi_create_int32(env, chosen, &number), "number");
  return number;
}

/** forget(operation): frees the number of an operation that will not run again. */
inline napi_value Forget(napi_env env, napi_callback_info info) {
  const Arguments<1> args(env, info);
  const int32_t number = Int(env, args.values[0]);
  auto &operation = args.instance->operations.at(number);
  // Commands in the queue share it until they have run.
  if (operation != nullptr) args.instance->free.push_back(number);
  operation.reset();
  return nullptr;
}

/** run(operation, inputs, first, count): submits an operation. Its outputs get the numbers `first`, `first + 1`, … */
inline napi_value Run(napi_env env, napi_callback_info info) {
  const Arguments<4> args(env, info);
  Command command{Command::RUN};
  command.number = Int(env, args.values[0]);
  command.operation = args.instance->operations.at(command.number);
  if (command.operation == nullptr) throw std::invalid_argument("TensorFlow's binding was asked for an operation that was forgotten");
  command.inputs = List(env, args.values[1], Long);
  command.id = Long(env, args.values[2]);
  command.count = Int(env, args.values[3]);
  args.instance->queue->Ask(std::move(command));
  return nullptr;
}

/** put(id, shape, type, values): makes a tensor of a typed array, which is copied at once and may be written again. */
inline napi_value Put(napi_env env, napi_callback_info info) {
  const Arguments<4> args(env, info);
  const std::vector<int64_t> shape = List(env, args.values[1], Long);
  const auto type = static_cast<TF_DataType>(Int(env, args.values[2]));
  napi_typedarray_type kind;
  size_t length;
  void *data;
  Check(napi_get_typedarray_info(env, args.values[3], &kind, &length, &data, nullptr, nullptr), "typed array");
  const size_t width = kind == napi_float32_array || kind == napi_int32_array ? 4 : kind == napi_uint8_array ? 1 : 0;
  size_t bytes = TF_DataTypeSize(type);
  for (const int64_t edge : shape) bytes *= edge;
  if (width == 0 || bytes != length * width) {
    throw std::invalid_argument("a tensor of " + std::to_string(bytes) + " bytes was to be made of an array of " + std::to_string(length * width));
  }
  Command command{Command::PUT};
  command.id = Long(env, args.values[0]);
  command.values = TF_AllocateTensor(type, shape.data(), static_cast<int>(shape.size()), bytes);
  if (command.values == nullptr) throw std::runtime_error("there is no memory for a tensor of " + std::to_string(bytes) + " bytes");
  if (bytes > 0) std::memcpy(TF_TensorData(command.values), data, bytes);
  args.instance->queue->Ask(std::move(command));
  return nullptr;
}

/** drop(id): disposes a tensor when everything submitted before has run. */
inline napi_value Drop(napi_env env, napi_callback_info info) {
  const Arguments<1> args(env, info);
  Command command{Command::DROP};
  command.id = Long(env, args.values[0]);
  args.instance->queue->Ask(std::move(command));
  return nullptr;
}

/** wait(): blocks until everything submitted has run. Throws the failure since the last wait. */
inline napi_value Wait(napi_env env, napi_callback_info info) {
  const Arguments<0> args(env, info);
  const std::string failure = args.instance->queue->Wait();
  if (!failure.empty()) throw std::runtime_error(failure);
  return nullptr;
}

/** tell(callback): calls back when everything submitted before has run, with the failure or with nothing. */
inline napi_value Tell(napi_env env, napi_callback_info info) {
  const Arguments<1> args(env, info);
  Instance *instance = args.instance;
  auto answer = std::make_unique<Answer>();
  Check(napi_create_reference(env, args.values[0], 1, &answer->callback), "callback");
  if (instance->awaited++ == 0) Check(napi_ref_threadsafe_function(env, instance->answers), "environment");
  Command command{Command::TELL};
  command.tell = [instance, answer = answer.release()](std::string failure) {
    answer->failure = std::move(failure);
    // This fails when the environment ends: then nobody waits.
    napi_call_threadsafe_function(instance->answers, answer, napi_tsfn_nonblocking);
  };
  instance->queue->Ask(std::move(command));
  return nullptr;
}

/** Runs in JavaScript's thread. Without `env` the environment is ending. */
inline void CallBack(napi_env env, napi_value, void *context, void *data) {
  const std::unique_ptr<Answer> answer(static_cast<Answer *>(data));
  if (env == nullptr) return;
  auto *instance = static_cast<Instance *>(context);
  if (--instance->awaited == 0) napi_unref_threadsafe_function(env, instance->answers);
  napi_value callback, global, failure;
  napi_get_reference_value(env, answer->callback, &callback);
  napi_delete_reference(env, answer->callback);
  napi_get_global(env, &global);
  napi_get_undefined(env, &failure);
  if (!answer->failure.empty()) napi_create_string_utf8(env, answer->failure.data(), answer->failure.size(), &failure);
  napi_call_function(env, global, callback, 1, &failure, nullptr);
}

}  // namespace whisker
