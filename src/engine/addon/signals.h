// Blocks signals in the threads that compute.
//
// The oneDNN in TensorFlow 2.21 multiplies matrices with the stack pointer in the heap (oneDNN's issue 4845). A signal handler
// that runs in such a thread writes over the heap, and the process ends by SIGSEGV or SIGABRT some time later. A resized
// window, Ctrl-Z or Ctrl-C would end the run. So the threads of TensorFlow and of the queue are started with signals blocked.
// JavaScript's thread computes nothing and takes signals as usual; V8's profiler needs that too.
#pragma once

#include <signal.h>

#include <initializer_list>

namespace whisker {

/** While it lives, new threads start with signals from outside blocked. Signals of a thread's own errors (SIGSEGV, …) are not. */
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t signals;
    sigfillset(&signals);
    for (int own : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS}) sigdelset(&signals, own);
    pthread_sigmask(SIG_BLOCK, &signals, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

}  // namespace whisker
