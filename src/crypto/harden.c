#include "crypto/harden.h"

#include <errno.h>
#include <sys/prctl.h>
#include <sys/resource.h>

bool harden_process(struct err *err)
{
	const struct rlimit no_core = { .rlim_cur = 0, .rlim_max = 0 };

	if (setrlimit(RLIMIT_CORE, &no_core) < 0)
		return err_errno(err, ERR_INTERNAL, errno, "forbidding core files");
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
		return err_errno(err, ERR_INTERNAL, errno, "forbidding memory dumps");
	return true;
}
