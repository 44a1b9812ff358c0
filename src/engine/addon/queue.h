// A queue of TensorFlow's operations and the thread that runs them one by one, while JavaScript submits the next ones.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "tensorflow/c/eager/c_api.h"
#include "tensorflow/c/tf_datatype.h"
#include "tensorflow/c/tf_tensor.h"

namespace whisker {

/** An attribute of an operation. TensorFlow keeps pointers to the names, so an attribute lives as long as its operation. */
struct Attribute {
  std::string name;
  std::function<void(TFE_Op *, const char *name)> set;
};

/** An operation of TensorFlow with its attributes, for any tensors. */
struct Operation {
  std::string name;
  std::vector<Attribute> attributes;
};

/** Start and end of an operation or an upload: milliseconds from an arbitrary moment. */
struct Timed {
  int32_t operation;
  double start;
  double end;
};

struct Command {
  enum What { RUN, PUT, DROP, TELL } what;
  /** RUN: the operation, its number and the tensors it takes. */
  std::shared_ptr<const Operation> operation = nullptr;
  int32_t number = -1;
  std::vector<int64_t> inputs = {};
  /** PUT, DROP: the tensor. RUN: the first of `count` outputs, which have consecutive numbers. */
  int64_t id = 0;
  int32_t count = 0;
  /** PUT: the values of the tensor. */
  TF_Tensor *values = nullptr;
  /** TELL: called in the queue's thread with the failure before it, or with nothing. */
  std::function<void(std::string)> tell = nullptr;
};

/**
 * The thread, its tensors, and the commands that wait for it. Commands run in the order in which they are submitted, so a
 * tensor may be dropped right after the last operation on it was submitted. The first failure is reported at the next wait.
 * The outputs of a failed operation are missing, and operations on them are skipped.
 */
class Queue {
 public:
  /** @param context taken over by the queue */
  Queue(TFE_Context *context, std::string device, bool is_gpu);
  /** Ends after the running operation. Frees neither tensors nor TensorFlow, because the process ends. */
  ~Queue();

  void Ask(Command command);
  /** Blocks until all commands are done. @returns the failure, or nothing */
  std::string Wait();
  /** Calls `use` with a tensor that is computed. The thread changes no tensors meanwhile. @returns false if the tensor is missing */
  bool With(int64_t id, const std::function<void(TFE_TensorHandle *)> &use);
  /** Switches timing on or off, and returns the times recorded so far. */
  std::vector<Timed> Time(bool on);

  const bool is_gpu;

 private:
  void Work();
  void Do(Command &command);
  void Run(const Command &command);
  void Put(const Command &command);
  void Drop(int64_t id);
  void Fail(const std::string &why);
  std::string TakeFailure();

  TFE_Context *const context_;
  const std::string device_;
  std::mutex mutex_;
  std::condition_variable asked_;
  std::condition_variable done_;
  std::deque<Command> commands_;
  /** Whether a command that was taken from `commands_` is running. */
  bool busy_ = false;
  bool ended_ = false;
  std::string failure_;
  /** Guards `tensors_`: JavaScript reads tensors while the thread goes on. */
  std::mutex tensors_mutex_;
  std::unordered_map<int64_t, TFE_TensorHandle *> tensors_;
  bool timing_ = false;
  std::vector<Timed> timed_;
  std::thread thread_;
};

}  // namespace whisker
