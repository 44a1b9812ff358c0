// Converts JavaScript's values. Throws an exception for one that does not fit; Guarded turns it into a JavaScript error.
#pragma once

#include <node_api.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace whisker {

inline void Check(napi_status status, const char *what) {
  if (status != napi_ok) throw std::invalid_argument(std::string("TensorFlow's binding was called with a wrong ") + what);
}

/** The first N arguments of a call, and the data that its function was created with. */
template <typename Instance, size_t N>
struct Called {
  napi_value values[N > 0 ? N : 1];
  Instance *instance;

  Called(napi_env env, napi_callback_info info) {
    size_t count = N;
    void *data;
    Check(napi_get_cb_info(env, info, &count, values, nullptr, &data), "this");
    if (count < N) throw std::invalid_argument("TensorFlow's binding was called with too few arguments");
    instance = static_cast<Instance *>(data);
  }
};

/** Turns an exception into a JavaScript error: none may pass through JavaScript. */
template <napi_value (*Body)(napi_env, napi_callback_info)>
napi_value Guarded(napi_env env, napi_callback_info info) {
  try {
    return Body(env, info);
  } catch (const std::exception &error) {
    napi_throw_error(env, nullptr, error.what());
    return nullptr;
  }
}

/** Converts with one of Node's functions. @param what the expected kind, for people */
template <typename Value>
Value Get(napi_env env, napi_value value, napi_status (*get)(napi_env, napi_value, Value *), const char *what) {
  Value result;
  Check(get(env, value, &result), what);
  return result;
}

inline int32_t Int(napi_env env, napi_value value) { return Get(env, value, napi_get_value_int32, "number"); }
inline int64_t Long(napi_env env, napi_value value) { return Get(env, value, napi_get_value_int64, "number"); }
inline double Double(napi_env env, napi_value value) { return Get(env, value, napi_get_value_double, "number"); }
inline bool Bool(napi_env env, napi_value value) { return Get(env, value, napi_get_value_bool, "boolean"); }
inline bool IsArray(napi_env env, napi_value value) { return Get(env, value, napi_is_array, "value"); }

inline std::string Text(napi_env env, napi_value value) {
  size_t length;
  Check(napi_get_value_string_utf8(env, value, nullptr, 0, &length), "string");
  std::string result(length, '\0');
  Check(napi_get_value_string_utf8(env, value, &result[0], length + 1, &length), "string");
  return result;
}

template <typename Element>
std::vector<Element> List(napi_env env, napi_value value, Element (*read)(napi_env, napi_value)) {
  const uint32_t length = Get(env, value, napi_get_array_length, "array");
  std::vector<Element> result;
  for (uint32_t at = 0; at < length; at++) {
    napi_value element;
    Check(napi_get_element(env, value, at, &element), "array");
    result.push_back(read(env, element));
  }
  return result;
}

inline napi_value Named(napi_env env, napi_value object, const char *name) {
  napi_value value;
  Check(napi_get_named_property(env, object, name, &value), name);
  return value;
}

}  // namespace whisker
