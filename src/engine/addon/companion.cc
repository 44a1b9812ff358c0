// A small addon of what has to be done before TensorFlow is loaded, and what JavaScript cannot do.
//
// `mute` and `unmute`: while it is loaded, TensorFlow 2.21 writes to standard error before it reads the level of its log from
// the environment (`TF_CPP_MIN_LOG_LEVEL`), and no setting stops it; dup2(2) does.
//
// `shelter`: the oneDNN in TensorFlow 2.21 multiplies matrices with the stack pointer in the heap (oneDNN's issue 4845). A
// signal's handler that runs there writes over the heap, and the process ends by SIGSEGV or SIGABRT some time later: a window
// that is resized, Ctrl-Z or Ctrl-C cost the run. So signals are blocked in the thread that calls, and in those that it starts
// from then on, and a thread that does nothing else takes them. A handler of libuv's or of Node's may run in any thread; a
// signal of the process's own errors (SIGSEGV, …) is its thread's. SIGPROF, which V8's profiler sends to the thread that it
// looks at, is blocked like the others: `--cpu-prof` sees nothing of it.
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>
#include <initializer_list>
#include <node_api.h>

static int saved = -1;

static napi_value Mute(napi_env, napi_callback_info) {
  int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return nullptr;
  if (saved < 0) saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (saved >= 0) dup2(nowhere, STDERR_FILENO);
  close(nowhere);
  return nullptr;
}

static napi_value Unmute(napi_env, napi_callback_info) {
  if (saved < 0) return nullptr;
  dup2(saved, STDERR_FILENO);
  close(saved);
  saved = -1;
  return nullptr;
}

static sigset_t FromOutside() {
  sigset_t signals;
  sigfillset(&signals);
  for (int own : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS}) sigdelset(&signals, own);
  return signals;
}

static void *TakeSignals(void *) {
  sigset_t signals = FromOutside();
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  for (;;) pause();
  return nullptr;
}

/** Whether signals are taken elsewhere from now on. */
static napi_value Shelter(napi_env env, napi_callback_info) {
  static bool taken = false;
  if (!taken) {
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, 1 << 20);
    taken = pthread_create(&thread, &attributes, TakeSignals, nullptr) == 0;
    pthread_attr_destroy(&attributes);
  }
  sigset_t signals = FromOutside();
  napi_value done;
  napi_get_boolean(env, taken && pthread_sigmask(SIG_BLOCK, &signals, nullptr) == 0, &done);
  return done;
}

NAPI_MODULE_INIT() {
  napi_value mute, unmute, shelter;
  napi_create_function(env, "mute", NAPI_AUTO_LENGTH, Mute, nullptr, &mute);
  napi_create_function(env, "unmute", NAPI_AUTO_LENGTH, Unmute, nullptr, &unmute);
  napi_create_function(env, "shelter", NAPI_AUTO_LENGTH, Shelter, nullptr, &shelter);
  napi_set_named_property(env, exports, "mute", mute);
  napi_set_named_property(env, exports, "unmute", unmute);
  napi_set_named_property(env, exports, "shelter", shelter);
  return exports;
}
