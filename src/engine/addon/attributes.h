// Attributes of TensorFlow's operations in tfjs's form: { name, type, value }.
#pragma once

#include <functional>

#include "javascript.h"
#include "queue.h"
#include "status.h"

namespace whisker {

/** Returns a function that sets an attribute of that type to that value. */
inline std::function<void(TFE_Op *, const char *)> SetterOf(napi_env env, int32_t type, napi_value value) {
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
        // The only error is more than 254 dimensions, which no tensor here has.
        Status status;
        TFE_OpSetAttrShape(op, name, all.data(), static_cast<int>(all.size()), status.status);
      };
    default:
      throw std::invalid_argument("TensorFlow's binding knows no attribute of type " + std::to_string(type));
  }
}

inline Attribute AttributeOf(napi_env env, napi_value described) {
  return {Text(env, Named(env, described, "name")), SetterOf(env, Int(env, Named(env, described, "type")), Named(env, described, "value"))};
}

}  // namespace whisker
