// Messages between supervisor and worker, over a stream socket: a kind, some strings, and at most
// one descriptor.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/files.h"

namespace tachado::pipeline {

struct Message {
  char kind = 0;
  std::vector<std::string> fields;
  Fd fd;  // handed over with it
};

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
  // Messages without a descriptor, which go together with the next send() or flush(): a system call
  // costs more than a short message.
  void put(char kind, const std::vector<std::string>& fields) { append(kind, fields, false); }
  bool flush();
  // Waits for the next message; none when the other side is gone or broke the format.
  [[nodiscard]] std::optional<Message> receive();

  // For the side that must not wait, and that no descriptor is handed over to: takes in what has
  // arrived (false at the end of the stream, and where the other side broke the format), then hands
  // out whole messages.
  bool fill();
  [[nodiscard]] std::optional<Message> next();

 private:
  void append(char kind, const std::vector<std::string>& fields, bool with_descriptor);
  bool write_out(int fd);
  bool read_some(bool wait);
  [[nodiscard]] bool is_broken() const;
  // What was not handed out.
  [[nodiscard]] std::string_view waiting() const {
    return std::string_view(buffer_).substr(begin_, end_ - begin_);
  }

  Fd socket_;
  std::string out_;  // what was put
  std::string buffer_;
  std::size_t begin_ = 0;  // of what waits in it
  std::size_t end_ = 0;
  std::deque<Fd> arrived_;  // descriptors of messages that were not handed out yet
};

}  // namespace tachado::pipeline
