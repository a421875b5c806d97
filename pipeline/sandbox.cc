#include "pipeline/sandbox.h"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <string>
#include <type_traits>

#include "pipeline/files.h"

namespace tachado::pipeline {
namespace {

struct FilterReleaser {
  void operator()(scmp_filter_ctx filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<std::remove_pointer_t<scmp_filter_ctx>, FilterReleaser>;

// Calls that no reading of a document needs, whatever their arguments.
constexpr std::array kForbidden{
    // the network
    SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen),
    SCMP_SYS(accept), SCMP_SYS(accept4),
    // programs and processes
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(kill), SCMP_SYS(tkill),
    SCMP_SYS(pidfd_open), SCMP_SYS(setns), SCMP_SYS(unshare),
    // files that stay
    SCMP_SYS(creat), SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(unlink),
    SCMP_SYS(unlinkat), SCMP_SYS(rmdir), SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(link),
    SCMP_SYS(linkat), SCMP_SYS(symlink), SCMP_SYS(symlinkat), SCMP_SYS(mknod), SCMP_SYS(mknodat),
    SCMP_SYS(chmod), SCMP_SYS(fchmodat), SCMP_SYS(chown), SCMP_SYS(lchown), SCMP_SYS(fchownat),
    SCMP_SYS(truncate), SCMP_SYS(utimensat), SCMP_SYS(setxattr), SCMP_SYS(lsetxattr),
    // the kernel itself; io_uring would do all of the above unseen
    SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register), SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(keyctl), SCMP_SYS(add_key),
    SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(chroot), SCMP_SYS(pivot_root)};

// A filter cannot look into the memory that these point to; without them libc uses the older calls,
// whose flags are arguments.
constexpr std::array kHidden{SCMP_SYS(openat2), SCMP_SYS(clone3)};

scmp_arg_cmp bits_are(unsigned argument, unsigned long mask, unsigned long value) {
  return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

// open and openat with any flag that lets a file be changed or made.
bool forbid_opening_to_write(scmp_filter_ctx filter) {
  const struct Flags {
    unsigned long mask;
    unsigned long value;
  } kWriting[] = {
      {O_ACCMODE, O_WRONLY}, {O_ACCMODE, O_RDWR}, {O_CREAT, O_CREAT}, {O_TRUNC, O_TRUNC}};
  const auto forbid = [filter](int call, unsigned flags_argument, const Flags& flags) {
    const scmp_arg_cmp condition = bits_are(flags_argument, flags.mask, flags.value);
    return seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), call, 1, &condition) == 0;
  };
  bool added = true;
  for (const Flags& flags : kWriting) {
    added = added && forbid(SCMP_SYS(open), 1, flags) && forbid(SCMP_SYS(openat), 2, flags);
  }
  return added;
}

bool add_rules(scmp_filter_ctx filter) {
  for (const int call : kForbidden) {
    if (seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), call, 0, nullptr) != 0) return false;
  }
  for (const int call : kHidden) {
    if (seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(ENOSYS), call, 0, nullptr) != 0) return false;
  }
  // Threads are clones too; processes are not made.
  const scmp_arg_cmp process = bits_are(0, CLONE_THREAD, 0);
  return seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1, &process) == 0 &&
         forbid_opening_to_write(filter);
}

// ---- Landlock: by its numbers, since libc has no names for it ----

constexpr long kCreateRuleset = 444;
constexpr long kAddRule = 445;
constexpr long kRestrictSelf = 446;
constexpr std::uint64_t kReadFile = 1U << 2U;
constexpr std::uint64_t kReadFolder = 1U << 3U;
constexpr int kPathBeneath = 1;

struct Ruleset {
  std::uint64_t handled;
};
struct [[gnu::packed]] BeneathRule {
  std::uint64_t allowed;
  std::int32_t folder;
};

// What libraries read of the system: themselves, fonts and their caches, languages, character maps,
// the clock's zone, what the processor is.
constexpr std::array kSystemPaths{"/usr",
                                  "/lib",
                                  "/lib64",
                                  "/etc",
                                  "/var/cache/fontconfig",
                                  "/proc",
                                  "/dev",
                                  "/sys/devices/system"};
constexpr std::array kVariables{"TESSDATA_PREFIX", "FONTCONFIG_PATH", "XDG_DATA_HOME"};
constexpr std::array kHomePaths{"/.fonts", "/.cache/fontconfig", "/.config/fontconfig",
                                "/.local/share/fonts"};

// What is not there needs no rule.
void allow(int ruleset, int descriptor) {
  struct stat status {};
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0) return;
  const std::uint64_t allowed = S_ISDIR(status.st_mode) ? kReadFile | kReadFolder : kReadFile;
  const BeneathRule rule{allowed, descriptor};
  ::syscall(kAddRule, ruleset, kPathBeneath, &rule, 0);
}

void allow(int ruleset, const std::string& path) {
  const Fd folder(::open(path.c_str(), O_PATH | O_CLOEXEC));
  allow(ruleset, folder.value());
}

// Writing is what the other filter refuses, to open files with EPERM: here it is about reading.
void restrict_reading(const Readable& readable) {
  if (readable.paths.empty()) return;
  const Ruleset handled{kReadFile | kReadFolder};
  const Fd ruleset(static_cast<int>(::syscall(kCreateRuleset, &handled, sizeof handled, 0)));
  if (!ruleset) return;
  for (const std::string& path : readable.paths) allow(ruleset.value(), path);
  for (const int descriptor : readable.descriptors) allow(ruleset.value(), descriptor);
  for (const char* path : kSystemPaths) allow(ruleset.value(), std::string(path));
  for (const char* name : kVariables) {
    if (const char* path = std::getenv(name)) allow(ruleset.value(), std::string(path));
  }
  if (const char* home = std::getenv("HOME")) {
    for (const char* path : kHomePaths) allow(ruleset.value(), std::string(home) + path);
  }
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  ::syscall(kRestrictSelf, ruleset.value(), 0);
}

}  // namespace

bool can_seal() {
  // With no filter given, a kernel that knows filters finds the address bad.
  return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, nullptr) != 0 && errno == EFAULT;
}

Result<void> seal(const Readable& readable) {
  restrict_reading(readable);
  const Filter filter(seccomp_init(SCMP_ACT_ALLOW));
  const bool sealed =
      filter != nullptr && add_rules(filter.get()) && seccomp_load(filter.get()) == 0;
  if (sealed) return {};
  return fail({"pipeline", std::nullopt, ProblemKind::unsupported,
               "this system cannot keep a process from the network and from writing"});
}

void limit_memory(std::int64_t megabytes) {
#if defined(__SANITIZE_ADDRESS__)
  (void)megabytes;
#else
  const rlim_t bytes = static_cast<rlim_t>(megabytes) << 20U;
  const rlimit data{bytes, bytes};
  ::setrlimit(RLIMIT_DATA, &data);
#endif
}

}  // namespace tachado::pipeline
