#include "queue.h"

#include <chrono>
#include <utility>

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include "status.h"

namespace whisker {

namespace {

/** Commands that may wait. A step of ResNet18 has some two thousand. Submitting more blocks, so that memory stays bounded. */
constexpr size_t LIMIT = 20000;

/**
 * Treats denormal numbers as zero in the calling thread, as TensorFlow's own threads do. Otherwise results would depend on
 * the thread that computes them, and Adam's state of weights that hardly change would slow this thread down.
 */
void FlushDenormals() {
#ifdef __x86_64__
  _MM_SET_FLUSH_ZERO_MODE(_MM_FLUSH_ZERO_ON);
  _MM_SET_DENORMALS_ZERO_MODE(_MM_DENORMALS_ZERO_ON);
#endif
}

double Now() {
  using std::chrono::duration;
  return duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

Queue::Queue(TFE_Context *context, std::string device, bool gpu)
    : is_gpu(gpu), context_(context), device_(std::move(device)), thread_([this] { Work(); }) {}

Queue::~Queue() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    ended_ = true;
  }
  asked_.notify_all();
  done_.notify_all();
  thread_.join();
}

void Queue::Ask(Command command) {
  bool idle;
  {
    std::unique_lock<std::mutex> lock(mutex_);
    done_.wait(lock, [this] { return ended_ || commands_.size() < LIMIT; });
    idle = commands_.empty() && !busy_;
    commands_.push_back(std::move(command));
  }
  // Waking costs a system call, and a busy thread looks for the next command by itself.
  if (idle) asked_.notify_one();
}

std::string Queue::Wait() {
  std::unique_lock<std::mutex> lock(mutex_);
  done_.wait(lock, [this] { return ended_ || (commands_.empty() && !busy_); });
  return std::exchange(failure_, std::string());
}

bool Queue::With(int64_t id, const std::function<void(TFE_TensorHandle *)> &use) {
  std::lock_guard<std::mutex> lock(tensors_mutex_);
  auto found = tensors_.find(id);
  if (found == tensors_.end()) return false;
  use(found->second);
  return true;
}

std::vector<Timed> Queue::Time(bool on) {
  Wait();
  timing_ = on;
  return std::exchange(timed_, std::vector<Timed>());
}

void Queue::Work() {
  FlushDenormals();
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    asked_.wait(lock, [this] { return ended_ || !commands_.empty(); });
    if (ended_) return;
    Command command = std::move(commands_.front());
    commands_.pop_front();
    busy_ = true;
    lock.unlock();
    Do(command);
    lock.lock();
    busy_ = false;
    if (commands_.empty() || commands_.size() == LIMIT - 1) done_.notify_all();
  }
}

void Queue::Do(Command &command) {
  switch (command.what) {
    case Command::RUN:
    case Command::PUT: {
      const double start = timing_ ? Now() : 0;
      if (command.what == Command::RUN) Run(command);
      else Put(command);
      if (timing_) timed_.push_back({command.number, start, Now()});
      return;
    }
    case Command::DROP:
      return Drop(command.id);
    case Command::TELL:
      return command.tell(TakeFailure());
  }
}

void Queue::Run(const Command &command) {
  Status status;
  std::unique_ptr<TFE_Op, decltype(&TFE_DeleteOp)> op(TFE_NewOp(context_, command.operation->name.c_str(), status.status), &TFE_DeleteOp);
  if (!status.Ok()) return Fail(status.Why());
  for (const int64_t id : command.inputs) {
    const bool there = With(id, [&](TFE_TensorHandle *handle) { TFE_OpAddInput(op.get(), handle, status.status); });
    if (!there) return Fail(command.operation->name + " was asked to compute with a tensor that is not there");
    if (!status.Ok()) return Fail(status.Why());
  }
  for (const Attribute &attribute : command.operation->attributes) attribute.set(op.get(), attribute.name.c_str());
  std::vector<TFE_TensorHandle *> outputs(command.count, nullptr);
  int count = command.count;
  TFE_Execute(op.get(), outputs.data(), &count, status.status);
  if (!status.Ok()) return Fail(status.Why());
  std::lock_guard<std::mutex> lock(tensors_mutex_);
  for (int at = 0; at < count; at++) tensors_.emplace(command.id + at, outputs[at]);
}

void Queue::Put(const Command &command) {
  Status status;
  TFE_TensorHandle *handle = TFE_NewTensorHandle(command.values, status.status);
  const bool stays = TF_TensorType(command.values) == TF_INT32;
  TF_DeleteTensor(command.values);
  if (!status.Ok()) return Fail(status.Why());
  // Most integers must stay in the machine's memory: a GPU's kernels expect them there.
  if (is_gpu && !stays) {
    TFE_TensorHandle *moved = TFE_TensorHandleCopyToDevice(handle, context_, device_.c_str(), status.status);
    TFE_DeleteTensorHandle(handle);
    if (!status.Ok()) return Fail(status.Why());
    handle = moved;
  }
  std::lock_guard<std::mutex> lock(tensors_mutex_);
  tensors_.emplace(command.id, handle);
}

void Queue::Drop(int64_t id) {
  TFE_TensorHandle *handle = nullptr;
  {
    std::lock_guard<std::mutex> lock(tensors_mutex_);
    auto found = tensors_.find(id);
    // The tensor is missing if the operation that makes it failed.
    if (found == tensors_.end()) return;
    handle = found->second;
    tensors_.erase(found);
  }
  // Outside the lock, because freeing hundreds of megabytes takes a while.
  TFE_DeleteTensorHandle(handle);
}

/** Keeps the first failure: later ones may follow from it. */
void Queue::Fail(const std::string &why) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (failure_.empty()) failure_ = why;
}

std::string Queue::TakeFailure() {
  std::lock_guard<std::mutex> lock(mutex_);
  return std::exchange(failure_, std::string());
}

}  // namespace whisker
