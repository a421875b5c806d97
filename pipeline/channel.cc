#include "pipeline/channel.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

namespace tachado::pipeline {
namespace {

constexpr std::size_t kReadBytes = 8192;
// The side that must not wait takes in what others say about many things at once.
constexpr std::size_t kFillBytes = 65536;

}  // namespace

Result<std::pair<Channel, Channel>> Channel::pair() {
  std::array<int, 2> fds{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) != 0) {
    return fail(io_problem("no socket pair can be made"));
  }
  return std::pair(Channel(Fd(fds[0])), Channel(Fd(fds[1])));
}

void Channel::shut_down() { ::shutdown(socket_.value(), SHUT_WR); }

bool Channel::send(char kind, const std::vector<std::string>& fields, int fd) {
  put(kind, fields, fd);
  return flush();
}

// The other side takes descriptors in the order of the messages that say they have one.
void Channel::put(char kind, const std::vector<std::string>& fields, int fd) {
  append_message(out_, kind, fields, fd >= 0);
  if (fd >= 0) out_fds_.push_back(fd);
}

bool Channel::flush() {
  std::string_view rest = out_;
  while (!rest.empty()) {
    iovec part{const_cast<char*>(rest.data()), rest.size()};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(kMostDescriptors * sizeof(int))> control{};
    if (!out_fds_.empty()) {
      const std::size_t bytes = out_fds_.size() * sizeof(int);
      header.msg_control = control.data();
      header.msg_controllen = CMSG_SPACE(bytes);
      auto* rights = reinterpret_cast<cmsghdr*>(control.data());
      rights->cmsg_level = SOL_SOCKET;
      rights->cmsg_type = SCM_RIGHTS;
      rights->cmsg_len = CMSG_LEN(bytes);
      std::memcpy(CMSG_DATA(rights), out_fds_.data(), bytes);
    }
    const ssize_t sent = ::sendmsg(socket_.value(), &header, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) break;
    out_fds_.clear();  // went with the first bytes
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  const bool all = rest.empty();
  out_.clear();
  out_fds_.clear();
  return all;
}

bool Channel::read_some(bool wait) {
  const std::size_t most = wait ? kReadBytes : kFillBytes;
  iovec part{in_.room(most), most};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  // Nobody hands over a descriptor to the side that must not wait: the kernel drops what is sent.
  alignas(cmsghdr) std::array<char, CMSG_SPACE(kMostDescriptors * sizeof(int))> control{};
  if (wait) {
    header.msg_control = control.data();
    header.msg_controllen = control.size();
  }
  ssize_t got = 0;
  do {
    got = ::recvmsg(socket_.value(), &header, MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT));
  } while (got < 0 && errno == EINTR);
  if (got > 0) in_.filled(static_cast<std::size_t>(got));
  if (got < 0) return !wait && (errno == EAGAIN || errno == EWOULDBLOCK);
  for (cmsghdr* item = CMSG_FIRSTHDR(&header); item != nullptr; item = CMSG_NXTHDR(&header, item)) {
    if (item->cmsg_level != SOL_SOCKET || item->cmsg_type != SCM_RIGHTS) continue;
    for (std::size_t at = CMSG_LEN(0); at + sizeof(int) <= item->cmsg_len; at += sizeof(int)) {
      int fd = -1;
      std::memcpy(&fd, CMSG_DATA(item) + (at - CMSG_LEN(0)), sizeof fd);
      arrived_.emplace_back(fd);
    }
  }
  return got > 0;
}

bool Channel::fill() { return read_some(false) && !in_.is_broken(); }

std::optional<Message> Channel::next() {
  auto message = in_.next();
  // Several messages may arrive at once; each descriptor belongs to the one that says so.
  if (message && message->with_descriptor && !arrived_.empty()) {
    message->fd = std::move(arrived_.front());
    arrived_.pop_front();
  }
  return message;
}

std::optional<Message> Channel::receive() {
  for (;;) {
    if (auto message = next()) return message;
    if (in_.is_broken() || !read_some(true)) return std::nullopt;
  }
}

// Where there is no room the other side has been woken often enough.
bool Channel::ring() const {
  const char byte = 0;
  return ::send(socket_.value(), &byte, 1, MSG_NOSIGNAL | MSG_DONTWAIT) == 1 || errno == EAGAIN ||
         errno == EWOULDBLOCK || errno == EINTR;
}

bool Channel::hear() const {
  std::array<char, 256> rings{};
  ssize_t got = 0;
  do {
    got = ::recv(socket_.value(), rings.data(), rings.size(), MSG_DONTWAIT);
  } while (got == static_cast<ssize_t>(rings.size()) || (got < 0 && errno == EINTR));
  return got > 0 || (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK));
}

}  // namespace tachado::pipeline
