#include "base/test.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "crypto/harden.h"

/* In a child: the limit cannot be raised again, and a leak checker could not attach to the parent.
 */
static void child_is_closed(void)
{
	struct err err = ERR_INIT;
	struct rlimit core = { .rlim_cur = 1, .rlim_max = 1 };

	if (!harden_process(&err))
		_exit(2);
	if (prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0)
		_exit(3);
	if (getrlimit(RLIMIT_CORE, &core) < 0 || core.rlim_cur != 0 || core.rlim_max != 0)
		_exit(4);
	_exit(0);
}

static void no_core_and_not_dumpable(void **state)
{
	int status = 0;
	pid_t child = fork();

	(void)state;
	if (child == 0)
		child_is_closed();
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_core_and_not_dumpable),
	};

	return cmocka_run_group_tests_name("crypto/harden", tests, NULL, NULL);
}
