// What reading one file will take, by a look at a few of its pages.
#pragma once

#include <string>
#include <vector>

#include "pipeline/channel.h"
#include "pipeline/plan.h"
#include "pipeline/settings.h"

namespace tachado::pipeline {

// Looks into files in a sealed process of its own, which may crash or hang: then the file is judged
// by its size, and another process looks into the next one. Not thread-safe.
class Estimator {
 public:
  Estimator(const Settings& settings, std::vector<std::string> readable)
      : settings_(settings), readable_(std::move(readable)) {}
  ~Estimator() { stop(); }
  Estimator(const Estimator&) = delete;
  Estimator& operator=(const Estimator&) = delete;

  [[nodiscard]] PlanEntry estimate(Input input);

 private:
  bool start();
  void stop();

  const Settings& settings_;
  std::vector<std::string> readable_;
  Channel channel_;
  int pid_ = -1;  // of the process
};

}  // namespace tachado::pipeline
