// What JavaScript sees of the queue. Tensors are numbers that JavaScript chooses; queued.ts says who calls what, and when.
#include <node_api.h>

#include <cstring>
#include <stdexcept>

#include "queue.h"

namespace whisker {

namespace {

struct Instance {
  std::unique_ptr<Queue> queue;
  std::vector<std::shared_ptr<const Operation>> operations;
  napi_threadsafe_function answers = nullptr;
  /** Answers that are awaited: for as long the process stays. */
  int awaited = 0;
};

struct Answer {
  napi_ref callback;
  std::string failure;
};

void Check(napi_status status, const char *what) {
  if (status != napi_ok) throw std::invalid_argument(std::string("TensorFlow's binding was called with a wrong ") + what);
}

/** The arguments of a call, as many as were asked for. */
template <size_t N>
struct Arguments {
  napi_value values[N > 0 ? N : 1];
  Instance *instance;

  Arguments(napi_env env, napi_callback_info info) {
    size_t count = N;
    void *data;
    Check(napi_get_cb_info(env, info, &count, values, nullptr, &data), "this");
    if (count < N) throw std::invalid_argument("TensorFlow's binding was called with too few arguments");
    instance = static_cast<Instance *>(data);
  }
};

/** Nothing may be thrown through JavaScript: it gets an error instead. */
template <napi_value (*Body)(napi_env, napi_callback_info)>
napi_value Guarded(napi_env env, napi_callback_info info) {
  try {
    return Body(env, info);
  } catch (const std::exception &error) {
    napi_throw_error(env, nullptr, error.what());
    return nullptr;
  }
}

int32_t Int(napi_env env, napi_value value) {
  int32_t result;
  Check(napi_get_value_int32(env, value, &result), "number");
  return result;
}

int64_t Long(napi_env env, napi_value value) {
  int64_t result;
  Check(napi_get_value_int64(env, value, &result), "number");
  return result;
}

double Double(napi_env env, napi_value value) {
  double result;
  Check(napi_get_value_double(env, value, &result), "number");
  return result;
}

bool Bool(napi_env env, napi_value value) {
  bool result;
  Check(napi_get_value_bool(env, value, &result), "boolean");
  return result;
}

std::string Text(napi_env env, napi_value value) {
  size_t length;
  Check(napi_get_value_string_utf8(env, value, nullptr, 0, &length), "string");
  std::string result(length, '\0');
  Check(napi_get_value_string_utf8(env, value, &result[0], length + 1, &length), "string");
  return result;
}

bool IsArray(napi_env env, napi_value value) {
  bool result;
  Check(napi_is_array(env, value, &result), "value");
  return result;
}

template <typename Element>
std::vector<Element> List(napi_env env, napi_value value, Element (*read)(napi_env, napi_value)) {
  uint32_t length;
  Check(napi_get_array_length(env, value, &length), "array");
  std::vector<Element> result;
  for (uint32_t at = 0; at < length; at++) {
    napi_value element;
    Check(napi_get_element(env, value, at, &element), "array");
    result.push_back(read(env, element));
  }
  return result;
}

napi_value Named(napi_env env, napi_value object, const char *name) {
  napi_value value;
  Check(napi_get_named_property(env, object, name, &value), name);
  return value;
}

/** What sets an attribute of that type to that value. */
std::function<void(TFE_Op *, const char *)> SetterOf(napi_env env, int32_t type, napi_value value) {
  const bool list = IsArray(env, value);
  switch (type) {
    case TF_ATTR_STRING:
      return [text = Text(env, value)](TFE_Op *op, const char *name) { TFE_OpSetAttrString(op, name, text.data(), text.size()); };
    case TF_ATTR_INT:
      if (list) return [all = List(env, value, Long)](TFE_Op *op, const char *name) { TFE_OpSetAttrIntList(op, name, all.data(), static_cast<int>(all.size())); };
      return [number = Long(env, value)](TFE_Op *op, const char *name) { TFE_OpSetAttrInt(op, name, number); };
    case TF_ATTR_FLOAT:
      if (list) {
        const std::vector<double> doubles = List(env, value, Double);
        return [all = std::vector<float>(doubles.begin(), doubles.end())](TFE_Op *op, const char *name) { TFE_OpSetAttrFloatList(op, name, all.data(), static_cast<int>(all.size())); };
      }
      return [number = static_cast<float>(Double(env, value))](TFE_Op *op, const char *name) { TFE_OpSetAttrFloat(op, name, number); };
    case TF_ATTR_BOOL:
      if (list) {
        const std::vector<bool> bools = List(env, value, Bool);
        return [all = std::vector<unsigned char>(bools.begin(), bools.end())](TFE_Op *op, const char *name) { TFE_OpSetAttrBoolList(op, name, all.data(), static_cast<int>(all.size())); };
      }
      return [yes = Bool(env, value)](TFE_Op *op, const char *name) { TFE_OpSetAttrBool(op, name, yes); };
    case TF_ATTR_TYPE:
      return [number = Int(env, value)](TFE_Op *op, const char *name) { TFE_OpSetAttrType(op, name, static_cast<TF_DataType>(number)); };
    case TF_ATTR_SHAPE:
      return [all = List(env, value, Long)](TFE_Op *op, const char *name) {
        // It refuses more than 254 dimensions and nothing else.
        std::unique_ptr<TF_Status, decltype(&TF_DeleteStatus)> status(TF_NewStatus(), &TF_DeleteStatus);
        TFE_OpSetAttrShape(op, name, all.data(), static_cast<int>(all.size()), status.get());
      };
    default:
      throw std::invalid_argument("TensorFlow's binding knows no attribute of type " + std::to_string(type));
  }
}

/** describe(name, [{ name, type, value }]): the operation's number. */
napi_value Describe(napi_env env, napi_callback_info info) {
  const Arguments<2> args(env, info);
  auto operation = std::make_shared<Operation>();
  operation->name = Text(env, args.values[0]);
  uint32_t count;
  Check(napi_get_array_length(env, args.values[1], &count), "array of attributes");
  for (uint32_t at = 0; at < count; at++) {
    napi_value attribute;
    Check(napi_get_element(env, args.values[1], at, &attribute), "attribute");
    operation->attributes.push_back({Text(env, Named(env, attribute, "name")), SetterOf(env, Int(env, Named(env, attribute, "type")), Named(env, attribute, "value"))});
  }
  auto &all = args.instance->operations;
  all.push_back(std::move(operation));
  napi_value number;
  Check(napi_create_int32(env, static_cast<int32_t>(all.size() - 1), &number), "number");
  return number;
}

/** forget(operation): one that is not to be run again. */
napi_value Forget(napi_env env, napi_callback_info info) {
  const Arguments<1> args(env, info);
  args.instance->operations.at(Int(env, args.values[0])).reset();
  return nullptr;
}

/** run(operation, inputs, first, count): asks for it; what comes out is numbered `first`, `first + 1`, … */
napi_value Run(napi_env env, napi_callback_info info) {
  const Arguments<4> args(env, info);
  Command command{Command::RUN};
  command.number = Int(env, args.values[0]);
  command.operation = args.instance->operations.at(command.number);
  command.inputs = List(env, args.values[1], Int);
  command.id = Int(env, args.values[2]);
  command.count = Int(env, args.values[3]);
  args.instance->queue->Ask(std::move(command));
  return nullptr;
}

/** put(id, shape, type, values): a tensor of a typed array, which is copied at once and may be written again. */
napi_value Put(napi_env env, napi_callback_info info) {
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
  command.id = Int(env, args.values[0]);
  command.values = TF_AllocateTensor(type, shape.data(), static_cast<int>(shape.size()), bytes);
  if (command.values == nullptr) throw std::runtime_error("there is no memory for a tensor of " + std::to_string(bytes) + " bytes");
  if (bytes > 0) std::memcpy(TF_TensorData(command.values), data, bytes);
  args.instance->queue->Ask(std::move(command));
  return nullptr;
}

/** drop(id): when what was asked for before has run. */
napi_value Drop(napi_env env, napi_callback_info info) {
  const Arguments<1> args(env, info);
  Command command{Command::DROP};
  command.id = Int(env, args.values[0]);
  args.instance->queue->Ask(std::move(command));
  return nullptr;
}

/** wait(): until all that was asked for has run. Throws what failed since somebody last waited. */
napi_value Wait(napi_env env, napi_callback_info info) {
  const Arguments<0> args(env, info);
  const std::string failure = args.instance->queue->Wait();
  if (!failure.empty()) throw std::runtime_error(failure);
  return nullptr;
}

/** tell(callback): called with what failed, or with nothing, when all that was asked for before has run. */
napi_value Tell(napi_env env, napi_callback_info info) {
  const Arguments<1> args(env, info);
  Instance *instance = args.instance;
  auto answer = std::make_unique<Answer>();
  Check(napi_create_reference(env, args.values[0], 1, &answer->callback), "callback");
  if (instance->awaited++ == 0) Check(napi_ref_threadsafe_function(env, instance->answers), "environment");
  Command command{Command::TELL};
  command.tell = [instance, answer = answer.release()](std::string failure) {
    answer->failure = std::move(failure);
    // It fails where the environment ends: then nobody waits.
    napi_call_threadsafe_function(instance->answers, answer, napi_tsfn_nonblocking);
  };
  instance->queue->Ask(std::move(command));
  return nullptr;
}

/** In JavaScript's thread. Without `env`, the environment ends. */
void CallBack(napi_env env, napi_value, void *context, void *data) {
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

/** outputs(first, count): shape and type of tensors that are there. */
napi_value Outputs(napi_env env, napi_callback_info info) {
  const Arguments<2> args(env, info);
  const int32_t first = Int(env, args.values[0]);
  const int32_t count = Int(env, args.values[1]);
  napi_value all;
  Check(napi_create_array_with_length(env, count, &all), "count");
  for (int32_t at = 0; at < count; at++) {
    std::vector<int64_t> shape;
    TF_DataType type = TF_FLOAT;
    const bool there = args.instance->queue->With(first + at, [&](TFE_TensorHandle *handle) {
      std::unique_ptr<TF_Status, decltype(&TF_DeleteStatus)> status(TF_NewStatus(), &TF_DeleteStatus);
      const int rank = TFE_TensorHandleNumDims(handle, status.get());
      for (int dimension = 0; dimension < rank; dimension++) shape.push_back(TFE_TensorHandleDim(handle, dimension, status.get()));
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

/** read(id): a copy of the values of a tensor that is there; else undefined. */
napi_value Read(napi_env env, napi_callback_info info) {
  const Arguments<1> args(env, info);
  std::unique_ptr<TF_Status, decltype(&TF_DeleteStatus)> status(TF_NewStatus(), &TF_DeleteStatus);
  TF_Tensor *found = nullptr;
  args.instance->queue->With(Int(env, args.values[0]), [&](TFE_TensorHandle *handle) { found = TFE_TensorHandleResolve(handle, status.get()); });
  if (TF_GetCode(status.get()) != TF_OK) throw std::runtime_error(TF_Message(status.get()));
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

/** time(on): waits, and gives what was timed until now as [operation, start, end, operation, …], in ms. */
napi_value Time(napi_env env, napi_callback_info info) {
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

napi_value IsUsingGpuDevice(napi_env env, napi_callback_info info) {
  const Arguments<0> args(env, info);
  napi_value result;
  Check(napi_get_boolean(env, args.instance->queue->is_gpu, &result), "boolean");
  return result;
}

/** A context of TensorFlow's on all devices, and the one to compute on: a card, where there is one. */
std::unique_ptr<Queue> Open() {
  std::unique_ptr<TF_Status, decltype(&TF_DeleteStatus)> status(TF_NewStatus(), &TF_DeleteStatus);
  TFE_ContextOptions *options = TFE_NewContextOptions();
  TFE_Context *context = TFE_NewContext(options, status.get());
  TFE_DeleteContextOptions(options);
  if (TF_GetCode(status.get()) != TF_OK) throw std::runtime_error(TF_Message(status.get()));
  TF_DeviceList *devices = TFE_ContextListDevices(context, status.get());
  if (TF_GetCode(status.get()) != TF_OK) throw std::runtime_error(TF_Message(status.get()));
  std::string cpu, gpu;
  for (int at = 0; at < TF_DeviceListCount(devices); at++) {
    const std::string type = TF_DeviceListType(devices, at, status.get());
    const char *name = TF_DeviceListName(devices, at, status.get());
    if (name == nullptr) continue;
    if (type == "CPU") cpu = name;
    if (type == "GPU") gpu = name;
  }
  TF_DeleteDeviceList(devices);
  return std::make_unique<Queue>(context, gpu.empty() ? cpu : gpu, !gpu.empty());
}

napi_value Init(napi_env env, napi_value exports) {
  auto *instance = new Instance();
  try {
    instance->queue = Open();
  } catch (const std::exception &error) {
    delete instance;
    napi_throw_error(env, nullptr, error.what());
    return nullptr;
  }
  napi_value name, version;
  napi_create_string_utf8(env, "whisker", NAPI_AUTO_LENGTH, &name);
  napi_create_threadsafe_function(env, nullptr, nullptr, name, 0, 1, nullptr, nullptr, instance, CallBack, &instance->answers);
  napi_unref_threadsafe_function(env, instance->answers);
  // After the function above, so that it is called before it: the thread must have ended when TensorFlow's own ends begin.
  napi_add_env_cleanup_hook(env, [](void *data) { static_cast<Instance *>(data)->queue.reset(); }, instance);
  napi_create_string_utf8(env, TF_Version(), NAPI_AUTO_LENGTH, &version);
  std::vector<napi_property_descriptor> properties;
  const auto method = [&](const char *of, napi_callback call) { properties.push_back({of, nullptr, call, nullptr, nullptr, nullptr, napi_enumerable, instance}); };
  method("describe", Guarded<Describe>);
  method("forget", Guarded<Forget>);
  method("run", Guarded<Run>);
  method("put", Guarded<Put>);
  method("drop", Guarded<Drop>);
  method("wait", Guarded<Wait>);
  method("tell", Guarded<Tell>);
  method("outputs", Guarded<Outputs>);
  method("read", Guarded<Read>);
  method("time", Guarded<Time>);
  method("isUsingGpuDevice", Guarded<IsUsingGpuDevice>);
  properties.push_back({"TF_Version", nullptr, nullptr, nullptr, nullptr, version, napi_enumerable, nullptr});
  const auto number = [&](const char *of, int32_t value) {
    napi_value js;
    napi_create_int32(env, value, &js);
    properties.push_back({of, nullptr, nullptr, nullptr, nullptr, js, napi_enumerable, nullptr});
  };
#define NUMBER(name) number(#name, name)
  NUMBER(TF_FLOAT);
  NUMBER(TF_INT32);
  NUMBER(TF_INT64);
  NUMBER(TF_BOOL);
  NUMBER(TF_COMPLEX64);
  NUMBER(TF_STRING);
  NUMBER(TF_RESOURCE);
  NUMBER(TF_UINT8);
  NUMBER(TF_ATTR_STRING);
  NUMBER(TF_ATTR_INT);
  NUMBER(TF_ATTR_FLOAT);
  NUMBER(TF_ATTR_BOOL);
  NUMBER(TF_ATTR_TYPE);
  NUMBER(TF_ATTR_SHAPE);
#undef NUMBER
  napi_define_properties(env, exports, properties.size(), properties.data());
  return exports;
}

}  // namespace

}  // namespace whisker

NAPI_MODULE_INIT() { return whisker::Init(env, exports); }
