/*
 * The walls of the export process: limits, Landlock (files), seccomp (everything else).
 *
 * The filter is a list of what drawing does: memory, clocks, locks of its own threads, reading
 * files and writing to what is open. Anything else is refused with EPERM, so that a library of
 * another version that asks for something harmless goes on; starting programs, sockets and tracing
 * end the process.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "report/child.h"

/* Sanitizers need calls and memory that nothing else does. */
#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

#if defined(__x86_64__)
#define AUDIT_ARCH_HERE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define AUDIT_ARCH_HERE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define AUDIT_ARCH_HERE AUDIT_ARCH_RISCV64
#else
#error "child_shut_in.c: name this architecture for seccomp"
#endif

/* ---- limits --------------------------------------------------------------------------------- */

static bool set_limits(struct err *err)
{
	const struct {
		__rlimit_resource_t which;
		rlim_t value;
	} limits[] = {
		{ RLIMIT_CORE, 0 },
		{ RLIMIT_CPU, CHILD_CPU_S },
		{ RLIMIT_NOFILE, 64 },
		{ RLIMIT_AS, CHILD_MEMORY_BYTES },
	};

	for (size_t i = 0; i < COUNT_OF(limits); i++) {
		const struct rlimit limit = { limits[i].value, limits[i].value };

		if (setrlimit(limits[i].which, &limit) < 0)
			return err_errno(err, ERR_INTERNAL, errno, "limiting the export process");
	}
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return err_errno(err, ERR_INTERNAL, errno, "limiting the export process");
	return true;
}

/* ---- files ---------------------------------------------------------------------------------- */

/* Where Debian keeps fonts and what fontconfig knows of them. */
static const char *const readable[] = {
	"/usr/share/fonts",      "/usr/local/share/fonts", "/etc/fonts",
	"/usr/share/fontconfig", "/var/cache/fontconfig",  "/usr/share/X11/locale",
	"/usr/share/libthai",
};

#define READING (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
/* Everything the first version of Landlock (Linux 5.13) knows. */
#define HANDLED ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)

static void allow_reading(int rules, const char *path)
{
	cleanup(fd_closep) int folder = open(path, O_PATH | O_CLOEXEC);
	const struct landlock_path_beneath_attr rule = {
		.allowed_access = READING,
		.parent_fd = folder,
	};

	if (folder >= 0)
		syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
}

/* Threads that are started later have the same walls; earlier ones do not. */
static bool wall_files(struct err *err)
{
	const struct landlock_ruleset_attr attributes = { .handled_access_fs = HANDLED };
	cleanup(fd_closep) int rules =
		(int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0);

	if (rules < 0 && (errno == ENOSYS || errno == EOPNOTSUPP))
		return true; /* not in this kernel */
	for (size_t i = 0; i < COUNT_OF(readable) && rules >= 0; i++)
		allow_reading(rules, readable[i]);
	if (rules < 0 || syscall(SYS_landlock_restrict_self, rules, 0) < 0)
		return err_errno(err, ERR_INTERNAL, errno, "walling the export process in");
	return true;
}

/* ---- calls ---------------------------------------------------------------------------------- */

#define LOAD(member)                                                                               \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, member))
#define IF_EQUAL(value, steps_if_not)                                                              \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (steps_if_not))
#define ANSWER(action) BPF_STMT(BPF_RET | BPF_K, (action))
#define ALLOW(call) IF_EQUAL(SYS_##call, 1), ANSWER(SECCOMP_RET_ALLOW)
#define KILL(call) IF_EQUAL(SYS_##call, 1), ANSWER(SECCOMP_RET_KILL_PROCESS)
#define REFUSE SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA)
/* Allowed unless one of `bits` is set in argument `n` (its low half, on little endian). */
#define ALLOW_WITHOUT(call, n, bits)                                                               \
	IF_EQUAL(SYS_##call, 4), LOAD(args[n]),                                                    \
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (uint32_t)(bits), 0, 1), ANSWER(REFUSE),      \
		ANSWER(SECCOMP_RET_ALLOW)

#define WRITING (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)

static const struct sock_filter filter[] = {
	LOAD(arch),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_HERE, 1, 0),
	ANSWER(SECCOMP_RET_KILL_PROCESS),
	LOAD(nr),
	ALLOW(write),
	ALLOW(read),
	ALLOW(futex),
	ALLOW(munmap),
	ALLOW(brk),
	ALLOW(madvise),
	ALLOW(mremap),
	ALLOW(pread64),
	ALLOW(readv),
	ALLOW(writev),
	ALLOW(lseek),
	ALLOW(close),
	ALLOW(fcntl),
	ALLOW(fstat),
	ALLOW(newfstatat),
	ALLOW(statx),
	ALLOW(fstatfs),
	ALLOW(statfs),
	ALLOW(getdents64),
	ALLOW(faccessat),
	ALLOW(faccessat2),
	ALLOW(readlinkat),
#ifdef SYS_stat
	ALLOW(stat),
	ALLOW(lstat),
	ALLOW(access),
	ALLOW(readlink),
#endif
	ALLOW(getpid),
	ALLOW(gettid),
	ALLOW(getuid),
	ALLOW(geteuid),
	ALLOW(getgid),
	ALLOW(getegid),
	ALLOW(getrandom),
	ALLOW(clock_gettime),
	ALLOW(clock_nanosleep),
	ALLOW(gettimeofday),
	ALLOW(sched_yield),
	ALLOW(sched_getaffinity),
	ALLOW(rt_sigaction),
	ALLOW(rt_sigprocmask),
	ALLOW(rt_sigreturn),
	ALLOW(sigaltstack),
	ALLOW(restart_syscall),
	ALLOW(set_robust_list),
#ifdef SYS_rseq
	ALLOW(rseq),
#endif
	ALLOW(exit),
	ALLOW(exit_group),
	KILL(execve),
	KILL(execveat),
	KILL(ptrace),
	KILL(socket),
	KILL(connect),
	KILL(process_vm_readv),
	KILL(process_vm_writev),
	KILL(bpf),
	/* These look at an argument, so they come last: the call's number is gone afterwards. */
	ALLOW_WITHOUT(openat, 2, WRITING),
#ifdef SYS_open
	ALLOW_WITHOUT(open, 1, WRITING),
#endif
	/* Pango asks fontconfig on threads. The flags of clone3 cannot be seen: libc falls back. */
	IF_EQUAL(SYS_clone3, 1),
	ANSWER(SECCOMP_RET_ERRNO | (ENOSYS & SECCOMP_RET_DATA)),
	IF_EQUAL(SYS_clone, 4),
	LOAD(args[0]),
	BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0),
	ANSWER(REFUSE),
	ANSWER(SECCOMP_RET_ALLOW),
	ALLOW_WITHOUT(mmap, 2, PROT_EXEC),
	ALLOW_WITHOUT(mprotect, 2, PROT_EXEC),
	ANSWER(REFUSE),
};

static bool wall_calls(struct err *err)
{
	const struct sock_fprog program = {
		.len = COUNT_OF(filter),
		.filter = (struct sock_filter *)(uintptr_t)filter,
	};

	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) != 0)
		return err_errno(err, ERR_INTERNAL, errno, "walling the export process in");
	return true;
}

bool child_shut_in(struct err *err)
{
	if (IS_SANITIZED)
		return true;
	return set_limits(err) && wall_files(err) && wall_calls(err);
}
