#include "pipeline/sandbox.h"

#include <asm/ioctls.h>
#include <asm/sockios.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "pipeline/files.h"

// Each compiler says it in its own way.
#if defined(__SANITIZE_ADDRESS__)
#define TACHADO_UNDER_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TACHADO_UNDER_ADDRESS_SANITIZER 1
#endif
#endif
#ifndef TACHADO_UNDER_ADDRESS_SANITIZER
#define TACHADO_UNDER_ADDRESS_SANITIZER 0
#endif

namespace tachado::pipeline {
namespace {

struct FilterReleaser {
  void operator()(scmp_filter_ctx filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<std::remove_pointer_t<scmp_filter_ctx>, FilterReleaser>;

// Newer than what the library knows by name.
constexpr int kFchmodat2 = 452;

// Calls that no reading of a document needs, whatever their arguments.
constexpr std::array kForbidden{
    // the network, and other ways to speak to processes
    SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen),
    SCMP_SYS(accept), SCMP_SYS(accept4), SCMP_SYS(shmget), SCMP_SYS(shmat), SCMP_SYS(msgget),
    SCMP_SYS(semget), SCMP_SYS(mq_open), SCMP_SYS(mq_unlink),
    // programs and processes
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(kill), SCMP_SYS(tkill),
    SCMP_SYS(rt_sigqueueinfo), SCMP_SYS(rt_tgsigqueueinfo), SCMP_SYS(pidfd_open),
    SCMP_SYS(pidfd_getfd), SCMP_SYS(pidfd_send_signal), SCMP_SYS(process_madvise), SCMP_SYS(kcmp),
    SCMP_SYS(migrate_pages), SCMP_SYS(move_pages), SCMP_SYS(setpriority), SCMP_SYS(ioprio_set),
    SCMP_SYS(setns), SCMP_SYS(unshare), SCMP_SYS(setsid), SCMP_SYS(setpgid),
    // files that stay
    SCMP_SYS(creat), SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(unlink),
    SCMP_SYS(unlinkat), SCMP_SYS(rmdir), SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(link),
    SCMP_SYS(linkat), SCMP_SYS(symlink), SCMP_SYS(symlinkat), SCMP_SYS(mknod), SCMP_SYS(mknodat),
    SCMP_SYS(chmod), SCMP_SYS(fchmod), SCMP_SYS(fchmodat), kFchmodat2, SCMP_SYS(chown),
    SCMP_SYS(fchown), SCMP_SYS(lchown), SCMP_SYS(fchownat), SCMP_SYS(truncate), SCMP_SYS(utime),
    SCMP_SYS(utimes), SCMP_SYS(futimesat), SCMP_SYS(utimensat), SCMP_SYS(setxattr),
    SCMP_SYS(lsetxattr), SCMP_SYS(fsetxattr), SCMP_SYS(removexattr), SCMP_SYS(lremovexattr),
    SCMP_SYS(fremovexattr), SCMP_SYS(open_by_handle_at),
    // the kernel itself; io_uring would do all of the above unseen
    SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register), SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(keyctl), SCMP_SYS(add_key),
    SCMP_SYS(request_key), SCMP_SYS(fanotify_init), SCMP_SYS(syslog), SCMP_SYS(acct),
    SCMP_SYS(quotactl), SCMP_SYS(swapon), SCMP_SYS(swapoff), SCMP_SYS(reboot),
    SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(delete_module), SCMP_SYS(kexec_load),
    SCMP_SYS(kexec_file_load), SCMP_SYS(settimeofday), SCMP_SYS(clock_settime),
    SCMP_SYS(clock_adjtime), SCMP_SYS(adjtimex), SCMP_SYS(sethostname), SCMP_SYS(setdomainname),
    SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(mount_setattr), SCMP_SYS(move_mount),
    SCMP_SYS(open_tree), SCMP_SYS(fsopen), SCMP_SYS(fsmount), SCMP_SYS(fspick), SCMP_SYS(chroot),
    SCMP_SYS(pivot_root)};

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

// Calls that are needed, but not with these values of the argument (its lower 32 bits, which is all
// that the kernel looks at).
struct ForbiddenValue {
  int call;
  unsigned argument;
  unsigned long value;
};
constexpr std::array kForbiddenValues{
    // What a terminal would take for the user's typing.
    ForbiddenValue{SCMP_SYS(ioctl), 1, TIOCSTI}, ForbiddenValue{SCMP_SYS(ioctl), 1, TIOCLINUX},
    // Signals to whoever is named as a descriptor's owner.
    ForbiddenValue{SCMP_SYS(ioctl), 1, FIOSETOWN}, ForbiddenValue{SCMP_SYS(ioctl), 1, SIOCSPGRP},
    ForbiddenValue{SCMP_SYS(fcntl), 1, F_SETOWN}, ForbiddenValue{SCMP_SYS(fcntl), 1, F_SETOWN_EX},
    ForbiddenValue{SCMP_SYS(fcntl), 1, F_SETSIG}, ForbiddenValue{SCMP_SYS(fcntl), 1, F_SETLEASE},
    ForbiddenValue{SCMP_SYS(fcntl), 1, F_NOTIFY},
    // What makes a file of the output unchangeable.
    ForbiddenValue{SCMP_SYS(ioctl), 1, FS_IOC_SETFLAGS},
    ForbiddenValue{SCMP_SYS(ioctl), 1, FS_IOC_FSSETXATTR},
    // A worker ends with its supervisor.
    ForbiddenValue{SCMP_SYS(prctl), 0, PR_SET_PDEATHSIG}};

bool forbid_values(scmp_filter_ctx filter) {
  constexpr unsigned long kLower = 0xFFFFFFFF;
  return std::all_of(kForbiddenValues.begin(), kForbiddenValues.end(), [&](const auto& value) {
    const scmp_arg_cmp condition = bits_are(value.argument, kLower, value.value);
    return seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), value.call, 1, &condition) == 0;
  });
}

// Signals to itself are how a process aborts, its own limits are looked at; others are let alone.
bool forbid_other_processes(scmp_filter_ctx filter) {
  const scmp_arg_cmp another{0, SCMP_CMP_NE, static_cast<scmp_datum_t>(::getpid()), 0};
  const scmp_arg_cmp named{0, SCMP_CMP_NE, 0, 0};
  return seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(tgkill), 1, &another) ==
             0 &&
         seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prlimit64), 1, &named) == 0;
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
         forbid_opening_to_write(filter) && forbid_values(filter) && forbid_other_processes(filter);
}

// ---- Landlock: by its numbers, since libc has no names for it ----

constexpr long kCreateRuleset = 444;
constexpr long kAddRule = 445;
constexpr long kRestrictSelf = 446;
constexpr std::uint64_t kReadFile = 1U << 2U;
constexpr std::uint64_t kReadFolder = 1U << 3U;
constexpr int kPathBeneath = 1;
constexpr unsigned kAskVersion = 1;

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
                                  "/opt",
                                  "/nix/store",
                                  "/gnu/store",
                                  "/etc/alternatives",
                                  "/etc/fonts",
                                  "/etc/ld.so.cache",
                                  "/etc/ld.so.conf",
                                  "/etc/ld.so.conf.d",
                                  "/etc/localtime",
                                  "/etc/magic",
                                  "/etc/ssl/openssl.cnf",
                                  "/var/cache/fontconfig",
                                  "/proc/self",
                                  "/proc/cpuinfo",
                                  "/proc/meminfo",
                                  "/proc/sys",
                                  "/dev/null",
                                  "/dev/random",
                                  "/dev/urandom",
                                  "/dev/zero",
                                  "/sys/devices/system"};
constexpr std::array kVariables{"TESSDATA_PREFIX", "FONTCONFIG_PATH", "XDG_DATA_HOME",
                                "LD_LIBRARY_PATH", "MAGIC"};
constexpr std::array kHomePaths{"/.fonts", "/.cache/fontconfig", "/.config/fontconfig",
                                "/.local/share/fonts"};

// Of a worker at a time: it holds some twenty.
constexpr int kMostDescriptors = 256;
constexpr unsigned kMegabyteBits = 20;

void limit(decltype(RLIMIT_CORE) resource, std::int64_t value) {
  const rlimit both{static_cast<rlim_t>(value), static_cast<rlim_t>(value)};
  ::setrlimit(resource, &both);
}

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

// Folders of a search path.
void allow_each(int ruleset, std::string_view paths) {
  while (!paths.empty()) {
    const std::size_t end = std::min(paths.find(':'), paths.size());
    if (end > 0) allow(ruleset, std::string(paths.substr(0, end)));
    paths.remove_prefix(std::min(end + 1, paths.size()));
  }
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
    if (const char* paths = std::getenv(name)) allow_each(ruleset.value(), paths);
  }
  if (const char* home = std::getenv("HOME")) {
    for (const char* path : kHomePaths) allow(ruleset.value(), std::string(home) + path);
  }
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  ::syscall(kRestrictSelf, ruleset.value(), 0);
}

}  // namespace

bool can_limit_reading() { return ::syscall(kCreateRuleset, nullptr, 0, kAskVersion) > 0; }

bool can_seal() {
  // With no filter given, a kernel that knows filters finds the address bad.
  return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, nullptr) != 0 && errno == EFAULT;
}

Result<void> seal(const Readable& readable) {
  restrict_reading(readable);
  const Filter filter(seccomp_init(SCMP_ACT_ALLOW));
  // A tree of decisions in place of a list: a call is looked for in seven steps, not in 150.
  constexpr unsigned kBinaryTree = 2;
  const bool sealed = filter != nullptr && add_rules(filter.get()) &&
                      seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_OPTIMIZE, kBinaryTree) == 0 &&
                      seccomp_load(filter.get()) == 0;
  if (sealed) return {};
  return fail({"pipeline", std::nullopt, ProblemKind::unsupported,
               "this system cannot keep a process from the network and from writing"});
}

void limit_memory(std::int64_t megabytes) {
#if TACHADO_UNDER_ADDRESS_SANITIZER
  (void)megabytes;
#else
  limit(RLIMIT_DATA, megabytes << kMegabyteBits);
#endif
}

void limit_files(std::int64_t megabytes) {
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_MSGQUEUE, 0);
  limit(RLIMIT_NOFILE, kMostDescriptors);
  limit(RLIMIT_FSIZE, megabytes << kMegabyteBits);
}

}  // namespace tachado::pipeline
