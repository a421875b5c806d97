// Messages between processes as bytes: a kind, some strings, and whether a descriptor goes with it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/files.h"

namespace tachado::pipeline {

struct Message {
  char kind = 0;
  std::vector<std::string> fields;
  bool with_descriptor = false;
  Fd fd;  // handed over with it
};

// The same where it lies in a buffer, without a descriptor.
struct MessageView {
  char kind = 0;
  std::vector<std::string_view> fields;
};

// Adds the bytes of a message.
void append_message(std::string& out, char kind, const std::vector<std::string>& fields,
                    bool with_descriptor = false);

// Takes bytes in as they arrive and hands out whole messages. The bytes may be anything.
class MessageBuffer {
 public:
  // Room for so many bytes more, and how many of them arrived.
  [[nodiscard]] char* room(std::size_t most);
  void filled(std::size_t bytes) { end_ += bytes; }
  [[nodiscard]] std::optional<Message> next();
  // Without copying it: good until room() is asked for. False where no whole message is there.
  [[nodiscard]] bool next(MessageView& message);
  // What waits in it is no message.
  [[nodiscard]] bool is_broken() const;

 private:
  // Of the next message, all but its size; none where it is not whole.
  [[nodiscard]] std::optional<std::string_view> take_body();
  // What was not handed out.
  [[nodiscard]] std::string_view waiting() const {
    return std::string_view(buffer_).substr(begin_, end_ - begin_);
  }

  std::string buffer_;
  std::size_t begin_ = 0;  // of what waits in it
  std::size_t end_ = 0;
};

}  // namespace tachado::pipeline
