#include "pipeline/channel.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace tachado::pipeline {
namespace {

// A message above this is no message of ours: the largest holds a document's rows of two tables.
constexpr std::uint32_t kMostBytes = 256U << 20U;
constexpr std::size_t kReadBytes = 8192;
// The supervisor takes in the answers about many small documents at once.
constexpr std::size_t kFillBytes = 65536;
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

Result<std::pair<Channel, Channel>> Channel::pair() {
  std::array<int, 2> fds{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) != 0) {
    return fail(io_problem("no socket pair can be made"));
  }
  return std::pair(Channel(Fd(fds[0])), Channel(Fd(fds[1])));
}

void Channel::shut_down() { ::shutdown(socket_.value(), SHUT_WR); }

// Layout: total size of what follows, kind, whether a descriptor goes with it, then each field's
// size and bytes.
void Channel::append(char kind, const std::vector<std::string>& fields, bool with_descriptor) {
  std::size_t size = kHeadBytes;
  for (const std::string& field : fields) size += sizeof(std::uint32_t) + field.size();
  put_size(out_, size);
  out_ += kind;
  out_ += with_descriptor ? kWithFd : kWithoutFd;
  for (const std::string& field : fields) {
    put_size(out_, field.size());
    out_ += field;
  }
}

// The other side takes descriptors in the order of the messages that say they have one.
bool Channel::send(char kind, const std::vector<std::string>& fields, int fd) {
  append(kind, fields, fd >= 0);
  return write_out(fd);
}

bool Channel::flush() { return out_.empty() || write_out(-1); }

bool Channel::write_out(int fd) {
  std::string_view rest = out_;
  while (!rest.empty()) {
    iovec part{const_cast<char*>(rest.data()), rest.size()};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    if (fd >= 0) {
      header.msg_control = control.data();
      header.msg_controllen = control.size();
      cmsghdr* rights = CMSG_FIRSTHDR(&header);
      rights->cmsg_level = SOL_SOCKET;
      rights->cmsg_type = SCM_RIGHTS;
      rights->cmsg_len = CMSG_LEN(sizeof(int));
      std::memcpy(CMSG_DATA(rights), &fd, sizeof fd);
    }
    const ssize_t sent = ::sendmsg(socket_.value(), &header, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) break;
    fd = -1;  // went with the first bytes
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  const bool all = rest.empty();
  out_.clear();
  return all;
}

// Behind what is there: the buffer keeps its size, since clearing it for each message took longer
// than the message.
bool Channel::read_some(bool wait) {
  const std::size_t most = wait ? kReadBytes : kFillBytes;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() - end_ < most) buffer_.resize(end_ + most);
  iovec part{buffer_.data() + end_, most};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  // Nobody hands over a descriptor to the side that must not wait: the kernel drops what is sent.
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  if (wait) {
    header.msg_control = control.data();
    header.msg_controllen = control.size();
  }
  ssize_t got = 0;
  do {
    got = ::recvmsg(socket_.value(), &header, MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT));
  } while (got < 0 && errno == EINTR);
  if (got > 0) end_ += static_cast<std::size_t>(got);
  if (got < 0) return !wait && (errno == EAGAIN || errno == EWOULDBLOCK);
  for (cmsghdr* item = CMSG_FIRSTHDR(&header); item != nullptr; item = CMSG_NXTHDR(&header, item)) {
    if (item->cmsg_level != SOL_SOCKET || item->cmsg_type != SCM_RIGHTS) continue;
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(item), sizeof fd);
    arrived_.emplace_back(fd);
  }
  return got > 0;
}

bool Channel::fill() { return read_some(false) && !is_broken(); }

bool Channel::is_broken() const {
  const std::string_view rest = waiting();
  return rest.size() >= sizeof(std::uint32_t) && size_at(rest, 0) > kMostBytes;
}

std::optional<Message> Channel::next() {
  const std::string_view rest = waiting();
  if (rest.size() < sizeof(std::uint32_t)) return std::nullopt;
  const std::uint32_t total = size_at(rest, 0);
  if (rest.size() - sizeof total < total) return std::nullopt;
  const std::string_view body = rest.substr(sizeof total, total);
  Message message;
  if (body.size() >= kHeadBytes) message.kind = body.front();
  for (std::size_t at = kHeadBytes; at + sizeof(std::uint32_t) <= body.size();) {
    const std::size_t size = size_at(body, at);
    at += sizeof(std::uint32_t);
    if (size > body.size() - at) break;
    message.fields.emplace_back(body.substr(at, size));
    at += size;
  }
  // Several messages may arrive at once; each descriptor belongs to the one that says so.
  if (body.size() >= kHeadBytes && body[1] == kWithFd && !arrived_.empty()) {
    message.fd = std::move(arrived_.front());
    arrived_.pop_front();
  }
  begin_ += sizeof total + total;
  return message;
}

std::optional<Message> Channel::receive() {
  for (;;) {
    if (auto message = next()) return message;
    if (is_broken() || !read_some(true)) return std::nullopt;
  }
}

}  // namespace tachado::pipeline
