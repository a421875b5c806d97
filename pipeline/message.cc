#include "pipeline/message.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace tachado::pipeline {
namespace {

// A message above this is no message of ours: the largest holds a document's rows of two tables.
constexpr std::uint32_t kMostBytes = 256U << 20U;
constexpr std::size_t kHeadBytes = 2;  // kind, descriptor
constexpr char kWithFd = '1';
constexpr char kWithoutFd = '0';

void put_size(std::string& out, std::size_t size) {
  const auto value = static_cast<std::uint32_t>(size);
  std::array<char, sizeof value> bytes{};
  std::memcpy(bytes.data(), &value, sizeof value);
  out.append(bytes.data(), bytes.size());
}

std::uint32_t size_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

}  // namespace

// Layout: total size of what follows, kind, whether a descriptor goes with it, then each field's
// size and bytes.
void append_message(std::string& out, char kind, const std::vector<std::string>& fields,
                    bool with_descriptor) {
  std::size_t size = kHeadBytes;
  for (const std::string& field : fields) size += sizeof(std::uint32_t) + field.size();
  put_size(out, size);
  out += kind;
  out += with_descriptor ? kWithFd : kWithoutFd;
  for (const std::string& field : fields) {
    put_size(out, field.size());
    out += field;
  }
}

// Behind what is there: the buffer keeps its size, since to clear it for each message takes longer
// than the message.
char* MessageBuffer::room(std::size_t most) {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() - end_ < most) buffer_.resize(end_ + most);
  return buffer_.data() + end_;
}

bool MessageBuffer::is_broken() const {
  const std::string_view rest = waiting();
  return rest.size() >= sizeof(std::uint32_t) && size_at(rest, 0) > kMostBytes;
}

std::optional<std::string_view> MessageBuffer::take_body() {
  const std::string_view rest = waiting();
  if (rest.size() < sizeof(std::uint32_t)) return std::nullopt;
  const std::uint32_t total = size_at(rest, 0);
  if (rest.size() - sizeof total < total) return std::nullopt;
  begin_ += sizeof total + total;
  return rest.substr(sizeof total, total);
}

bool MessageBuffer::next(MessageView& message) {
  const auto body = take_body();
  if (!body) return false;
  message.kind = body->size() >= kHeadBytes ? body->front() : '\0';
  message.fields.clear();
  for (std::size_t at = kHeadBytes; at + sizeof(std::uint32_t) <= body->size();) {
    const std::size_t size = size_at(*body, at);
    at += sizeof(std::uint32_t);
    if (size > body->size() - at) break;
    message.fields.push_back(body->substr(at, size));
    at += size;
  }
  return true;
}

std::optional<Message> MessageBuffer::next() {
  const std::size_t begin = begin_;
  MessageView view;
  if (!next(view)) return std::nullopt;
  Message message;
  message.kind = view.kind;
  for (const std::string_view field : view.fields) message.fields.emplace_back(field);
  const std::string_view head = std::string_view(buffer_).substr(begin + sizeof(std::uint32_t));
  message.with_descriptor = message.kind != '\0' && head[1] == kWithFd;
  return message;
}

}  // namespace tachado::pipeline
