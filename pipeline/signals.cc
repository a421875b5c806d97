#include "pipeline/signals.h"

#include <unistd.h>

#include <csignal>

#include "pipeline/exit_code.h"

namespace tachado::pipeline {
namespace {

volatile std::sig_atomic_t interruptions = 0;

extern "C" void on_interrupt(int) {
  if (interruptions != 0) ::_exit(static_cast<int>(ExitCode::interrupted));
  interruptions = 1;
}

}  // namespace

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

void ignore_interrupts() {
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGTERM, SIG_DFL);
}

bool interrupted() { return interruptions != 0; }

}  // namespace tachado::pipeline
