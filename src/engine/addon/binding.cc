// The addon that Node loads: TensorFlow, a queue of its operations, and the functions that JavaScript calls.
#include <node_api.h>

#include "calls.h"
#include "results.h"
#include "signals.h"
#include "status.h"

namespace whisker {

namespace {

/** A context of TensorFlow on all devices, and the device to compute on: a GPU if there is one. */
std::unique_ptr<Queue> Open() {
  const SignalsBlocked blocked;
  Status status;
  TFE_ContextOptions *options = TFE_NewContextOptions();
  TFE_Context *context = TFE_NewContext(options, status.status);
  TFE_DeleteContextOptions(options);
  if (!status.Ok()) throw std::runtime_error(status.Why());
  TF_DeviceList *devices = TFE_ContextListDevices(context, status.status);
  if (!status.Ok()) throw std::runtime_error(status.Why());
  std::string cpu, gpu;
  for (int at = 0; at < TF_DeviceListCount(devices); at++) {
    const std::string type = TF_DeviceListType(devices, at, status.status);
    const char *name = TF_DeviceListName(devices, at, status.status);
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
  // Registered after the function above, so that it runs before it: the thread must end before TensorFlow does.
  napi_add_env_cleanup_hook(env, [](void *data) { static_cast<Instance *>(data)->queue.reset(); }, instance);
  napi_create_string_utf8(env, TF_Version(), NAPI_AUTO_LENGTH, &version);
  std::vector<napi_property_descriptor> properties;
  const auto method = [&](const char *of, napi_callback call) { properties.push_back({of, nullptr, call, nullptr, nullptr, nullptr, napi_default_jsproperty, instance}); };
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
