#include "tests/pipeline/forbidden_calls.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace tachado::testing {
namespace {

struct NamedCall {
  const char* name;
  long number;
};

#define TACHADO_CALL(call) \
  NamedCall { #call, SYS_##call }

// Refused whatever they are asked; asked nonsense, so that none could do anything.
constexpr std::array kAlways{
    TACHADO_CALL(socket),
    TACHADO_CALL(socketpair),
    TACHADO_CALL(connect),
    TACHADO_CALL(bind),
    TACHADO_CALL(listen),
    TACHADO_CALL(accept),
    TACHADO_CALL(accept4),
    TACHADO_CALL(shmget),
    TACHADO_CALL(shmat),
    TACHADO_CALL(msgget),
    TACHADO_CALL(semget),
    TACHADO_CALL(mq_open),
    TACHADO_CALL(mq_unlink),
    TACHADO_CALL(execve),
    TACHADO_CALL(execveat),
    TACHADO_CALL(ptrace),
    TACHADO_CALL(process_vm_readv),
    TACHADO_CALL(process_vm_writev),
    TACHADO_CALL(kill),
    TACHADO_CALL(tkill),
    TACHADO_CALL(rt_sigqueueinfo),
    TACHADO_CALL(rt_tgsigqueueinfo),
    TACHADO_CALL(pidfd_open),
    TACHADO_CALL(pidfd_getfd),
    TACHADO_CALL(pidfd_send_signal),
    TACHADO_CALL(process_madvise),
    TACHADO_CALL(kcmp),
    TACHADO_CALL(migrate_pages),
    TACHADO_CALL(move_pages),
    TACHADO_CALL(setpriority),
    TACHADO_CALL(ioprio_set),
    TACHADO_CALL(setns),
    TACHADO_CALL(unshare),
    TACHADO_CALL(setsid),
    TACHADO_CALL(setpgid),
    TACHADO_CALL(renameat2),
    TACHADO_CALL(unlinkat),
    TACHADO_CALL(mkdirat),
    TACHADO_CALL(linkat),
    TACHADO_CALL(symlinkat),
    TACHADO_CALL(mknodat),
    TACHADO_CALL(fchmod),
    TACHADO_CALL(fchmodat),
    NamedCall{"fchmodat2", 452},
    TACHADO_CALL(fchown),
    TACHADO_CALL(fchownat),
    TACHADO_CALL(truncate),
    TACHADO_CALL(utimensat),
    TACHADO_CALL(setxattr),
    TACHADO_CALL(lsetxattr),
    TACHADO_CALL(fsetxattr),
    TACHADO_CALL(removexattr),
    TACHADO_CALL(lremovexattr),
    TACHADO_CALL(fremovexattr),
    TACHADO_CALL(open_by_handle_at),
    TACHADO_CALL(io_uring_setup),
    TACHADO_CALL(io_uring_enter),
    TACHADO_CALL(io_uring_register),
    TACHADO_CALL(bpf),
    TACHADO_CALL(perf_event_open),
    TACHADO_CALL(userfaultfd),
    TACHADO_CALL(keyctl),
    TACHADO_CALL(add_key),
    TACHADO_CALL(request_key),
    TACHADO_CALL(fanotify_init),
    TACHADO_CALL(syslog),
    TACHADO_CALL(acct),
    TACHADO_CALL(quotactl),
    TACHADO_CALL(swapon),
    TACHADO_CALL(swapoff),
    TACHADO_CALL(reboot),
    TACHADO_CALL(init_module),
    TACHADO_CALL(finit_module),
    TACHADO_CALL(delete_module),
    TACHADO_CALL(kexec_load),
    TACHADO_CALL(settimeofday),
    TACHADO_CALL(clock_settime),
    TACHADO_CALL(clock_adjtime),
    TACHADO_CALL(adjtimex),
    TACHADO_CALL(sethostname),
    TACHADO_CALL(setdomainname),
    TACHADO_CALL(mount),
    TACHADO_CALL(umount2),
    TACHADO_CALL(mount_setattr),
    TACHADO_CALL(move_mount),
    TACHADO_CALL(open_tree),
    TACHADO_CALL(fsopen),
    TACHADO_CALL(fsmount),
    TACHADO_CALL(fspick),
    TACHADO_CALL(chroot),
    TACHADO_CALL(pivot_root),
#ifdef SYS_open  // processors of before 2012
    TACHADO_CALL(fork),
    TACHADO_CALL(vfork),
    TACHADO_CALL(creat),
    TACHADO_CALL(rename),
    TACHADO_CALL(renameat),
    TACHADO_CALL(unlink),
    TACHADO_CALL(rmdir),
    TACHADO_CALL(mkdir),
    TACHADO_CALL(link),
    TACHADO_CALL(symlink),
    TACHADO_CALL(mknod),
    TACHADO_CALL(chmod),
    TACHADO_CALL(chown),
    TACHADO_CALL(lchown),
    TACHADO_CALL(utime),
    TACHADO_CALL(utimes),
    TACHADO_CALL(futimesat),
#endif
};

#undef TACHADO_CALL

bool did(long result) { return result >= 0; }

}  // namespace

std::vector<ForbiddenCall> forbidden_calls(const std::string& folder, const std::string& file) {
  const std::string made = folder + "/made";
  // As libraries would try it.
  std::vector<ForbiddenCall> calls{
      {"a socket", [] { return did(::socket(AF_INET, SOCK_STREAM, 0)); }, EPERM},
      {"a local socket", [] { return did(::socket(AF_UNIX, SOCK_STREAM, 0)); }, EPERM},
      {"a program",
       [] {
         char name[] = "/bin/true";
         char* words[] = {name, nullptr};
         return did(::execv(name, words));
       },
       EPERM},
      {"a process", [] { return did(::fork()); }, EPERM},
      {"a process by clone",
       [] { return did(::syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr)); },
       EPERM},
      {"a signal to the supervisor", [] { return did(::kill(::getppid(), 0)); }, EPERM},
      {"a signal to its thread",
       [] { return did(::syscall(SYS_tgkill, ::getppid(), ::getppid(), 0)); }, EPERM},
      {"the supervisor's limits",
       [] { return did(::syscall(SYS_prlimit64, ::getppid(), 0, nullptr, nullptr)); }, EPERM},
      {"opening to write", [=] { return did(::open(file.c_str(), O_WRONLY)); }, EPERM},
      {"opening to read and write", [=] { return did(::open(file.c_str(), O_RDWR)); }, EPERM},
      {"opening to append", [=] { return did(::open(file.c_str(), O_WRONLY | O_APPEND)); }, EPERM},
      {"opening to empty", [=] { return did(::open(file.c_str(), O_RDONLY | O_TRUNC)); }, EPERM},
      {"making a file", [=] { return did(::open(made.c_str(), O_RDONLY | O_CREAT, 0600)); }, EPERM},
      {"making a file without a name",
       [=] { return did(::open(folder.c_str(), O_TMPFILE | O_RDWR, 0600)); }, EPERM},
#ifdef SYS_open
      {"opening to write by the old call",
       [=] { return did(::syscall(SYS_open, file.c_str(), O_WRONLY)); }, EPERM},
#endif
      {"changing a mode", [=] { return did(::chmod(file.c_str(), 0777)); }, EPERM},
      {"removing", [=] { return did(::unlink(file.c_str())); }, EPERM},
      // What a filter cannot look into is said not to be there.
      {"openat2", [] { return did(::syscall(SYS_openat2, -1, -1, -1, -1)); }, ENOSYS},
      {"clone3", [] { return did(::syscall(SYS_clone3, -1, -1)); }, ENOSYS},
      {"typing into a terminal", [] { return did(::ioctl(0, TIOCSTI, nullptr)); }, EPERM},
      {"typing with more bits",
       [] { return did(::syscall(SYS_ioctl, 0, TIOCSTI | (1UL << 40U), nullptr)); }, EPERM},
      {"flags of a file", [] { return did(::ioctl(0, FS_IOC_SETFLAGS, nullptr)); }, EPERM},
      {"signals by descriptor", [] { return did(::fcntl(0, F_SETOWN, ::getppid())); }, EPERM},
      {"outliving the supervisor", [] { return did(::prctl(PR_SET_PDEATHSIG, 0)); }, EPERM}};
  for (const NamedCall& call : kAlways) {
    calls.push_back({call.name,
                     [number = call.number] { return did(::syscall(number, -1, -1, -1, -1, -1)); },
                     EPERM});
  }
  return calls;
}

std::vector<std::string> not_refused(const std::vector<ForbiddenCall>& calls) {
  std::vector<std::string> names;
  for (const ForbiddenCall& call : calls) {
    errno = 0;
    if (call.attempt() || errno != call.refusal) names.push_back(call.name);
  }
  return names;
}

}  // namespace tachado::testing
