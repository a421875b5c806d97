// Puts our line network (line_network.h) where the engine would run its own.
//
// The engine calls its network through a function that this program exports under the same name
// (stages/ocr/CMakeLists.txt), as it does with those in stand_ins.h. Ours takes over only what it
// has proved: for each network of an engine the first lines are run by both, and every probability
// has to be the same to the bit. Where one is not, where the library's objects are not laid out as
// expected, where the processor lacks what the kernels need or the data file holds another kind of
// network, the engine's own goes on running it, and nothing but time is lost.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace tachado::ocr {

// The networks of one engine. Has to live as long as it; for one thread at a time.
class EngineNetworks {
 public:
  // Data files NAME.traineddata that the engine has read. They are read again with the first line:
  // some 5 ms each.
  explicit EngineNetworks(std::vector<std::string> data_files);
  ~EngineNetworks();
  EngineNetworks(const EngineNetworks&) = delete;
  EngineNetworks& operator=(const EngineNetworks&) = delete;

  // While one is alive, lines that this thread has the engine read are run with `networks`.
  class Use {
   public:
    explicit Use(EngineNetworks& networks);
    ~Use();
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
  };

  // How many of the engine's networks ours has taken over so far, and how many it has given up.
  [[nodiscard]] int taken_over() const;
  [[nodiscard]] int given_up() const;

 private:
  friend struct EngineCalls;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tachado::ocr
