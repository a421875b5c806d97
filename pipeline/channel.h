// Messages between two processes over a stream socket, each with at most one descriptor.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/files.h"
#include "pipeline/message.h"

namespace tachado::pipeline {

class Channel {
 public:
  Channel() = default;
  explicit Channel(Fd socket) : socket_(std::move(socket)) {}
  [[nodiscard]] static Result<std::pair<Channel, Channel>> pair();

  [[nodiscard]] int fd() const { return socket_.value(); }
  [[nodiscard]] bool open() const { return static_cast<bool>(socket_); }
  void close() { socket_.reset(); }
  // Tells the other side that nothing more will come; what it still has to say can be read.
  void shut_down();

  // False when the other side is gone. What was put goes first.
  bool send(char kind, const std::vector<std::string>& fields, int fd = -1);
  // Messages which go together with the next send() or flush(): a system call costs more than a
  // short message. At most kMostDescriptors at a time; they stay open until then.
  static constexpr std::size_t kMostDescriptors = 128;
  void put(char kind, const std::vector<std::string>& fields, int fd = -1);
  bool flush();
  // Waits for the next message; none when the other side is gone or broke the format.
  [[nodiscard]] std::optional<Message> receive();

  // For the side that must not wait, and that no descriptor is handed over to: takes in what has
  // arrived (false at the end of the stream, and where the other side broke the format), then hands
  // out whole messages.
  bool fill();
  [[nodiscard]] std::optional<Message> next();

  // For a side that is told things in another way: ring() wakes the other, which waits at its
  // descriptor and then calls hear(). Both: false when the other side is gone.
  bool ring() const;
  [[nodiscard]] bool hear() const;

 private:
  bool read_some(bool wait);

  Fd socket_;
  std::string out_;           // what was put
  std::vector<int> out_fds_;  // to go with it
  MessageBuffer in_;
  std::deque<Fd> arrived_;  // descriptors of messages that were not handed out yet
};

}  // namespace tachado::pipeline
