#include "cli/signals.h"

#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace s3rare::cli {

SignalHold::SignalHold() {
  sigset_t held;
  sigemptyset(&held);
  sigaddset(&held, SIGINT);
  sigaddset(&held, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &held, &before_);
  descriptor_ = signalfd(-1, &held, SFD_CLOEXEC);
}

SignalHold::~SignalHold() {
  ::close(descriptor_);
  if (!kept_) pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

int SignalHold::take() const {
  signalfd_siginfo info{};
  const bool whole = ::read(descriptor_, &info, sizeof info) == sizeof info;
  return whole ? static_cast<int>(info.ssi_signo) : SIGTERM;
}

}  // namespace s3rare::cli
