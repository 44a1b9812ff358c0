// TensorFlow's status of a call.
#pragma once

#include <string>

#include "tensorflow/c/tf_status.h"

namespace whisker {

struct Status {
  TF_Status *const status = TF_NewStatus();

  Status() = default;
  Status(const Status &) = delete;
  ~Status() { TF_DeleteStatus(status); }

  bool Ok() const { return TF_GetCode(status) == TF_OK; }
  std::string Why() const { return TF_Message(status); }
};

}  // namespace whisker
