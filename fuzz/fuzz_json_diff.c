/*
 * Exercises src/base/json_read.c and json_write.c against jansson: both must accept the same texts
 * and read the same values (documented differences: src/base/test_json_oracle.h).
 */
#include "base/test_json_oracle.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *disagreement = json_oracle_disagreement(fuzz_text(data, size));

	if (!disagreement)
		return 0;
	fprintf(stderr, "%s\n", disagreement);
	abort();
}
