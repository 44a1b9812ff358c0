// TensorFlow's operations, run one after the other by a thread of their own while JavaScript asks for the next ones.
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

/** An attribute as it is set on an operation. TensorFlow keeps pointers to names: so it lives as long as its operation. */
struct Attribute {
  std::string name;
  std::function<void(TFE_Op *, const char *name)> set;
};

/** An operation of TensorFlow's with its attributes, to be run on any tensors. */
struct Operation {
  std::string name;
  std::vector<Attribute> attributes;
};

/** When an operation ran, or an array came: milliseconds since any moment. */
struct Timed {
  int32_t operation;
  double start;
  double end;
};

struct Command {
  enum What { RUN, PUT, DROP, TELL } what;
  /** RUN: what, by its number too, and on which tensors. */
  std::shared_ptr<const Operation> operation = nullptr;
  int32_t number = -1;
  std::vector<int64_t> inputs = {};
  /** PUT, DROP: the tensor. RUN: the first of `count` that come out, numbered one after the other. */
  int64_t id = 0;
  int32_t count = 0;
  /** PUT: its values. */
  TF_Tensor *values = nullptr;
  /** TELL: called in the queue's thread with what failed before, or nothing. */
  std::function<void(std::string)> tell = nullptr;
};

/**
 * The thread, its tensors, and what waits for it. Everything is done in the order in which it was asked for, so that a
 * tensor may be dropped as soon as the last operation on it was asked for. The first failure is kept and told to whoever
 * waits next; what should have come out of it is missing, and operations on that are passed over.
 */
class Queue {
 public:
  /** @param context becomes the queue's */
  Queue(TFE_Context *context, std::string device, bool is_gpu);
  /** Ends after the operation that runs. Tensors and TensorFlow are left as they are: the process ends. */
  ~Queue();

  void Ask(Command command);
  /** Until all that was asked for is done. @returns what failed, or nothing */
  std::string Wait();
  /** A tensor that is there; else null. What is done with it is done before the next command. */
  bool With(int64_t id, const std::function<void(TFE_TensorHandle *)> &use);
  /** From now on, or no more; gives what was timed until now. */
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
  /** A command that was taken from `commands_` and is being done. */
  bool busy_ = false;
  bool ended_ = false;
  std::string failure_;
  /** Held while a tensor is looked up, added or taken away: JavaScript reads those that are there while the thread goes on. */
  std::mutex tensors_mutex_;
  std::unordered_map<int64_t, TFE_TensorHandle *> tensors_;
  bool timing_ = false;
  std::vector<Timed> timed_;
  std::thread thread_;
};

}  // namespace whisker
