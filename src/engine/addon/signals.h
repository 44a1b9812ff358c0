// Keeps signals away from the threads that compute.
//
// The oneDNN in TensorFlow 2.21 multiplies matrices with the stack pointer in the heap (oneDNN's issue 4845). A signal's handler
// that runs there writes over the heap, and the process ends by SIGSEGV or SIGABRT some time later: a window that is resized,
// Ctrl-Z or Ctrl-C cost the run. So TensorFlow's threads and the queue's are started with signals blocked, which they inherit;
// JavaScript's thread, which computes nothing, takes them as ever, and V8's profiler sees it.
#pragma once

#include <signal.h>

#include <initializer_list>

namespace whisker {

/** While it lives, threads are started with signals from outside blocked. Those of a thread's own errors (SIGSEGV, …) are its own. */
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
