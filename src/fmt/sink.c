#include "fmt/sink.h"

#include <errno.h>
#include <unistd.h>

static bool write_to_buf(void *ctx, struct str bytes, struct err *err)
{
	struct buf *b = ctx;

	buf_put(b, bytes);
	if (buf_failed(b))
		return err_set(err, ERR_TOO_LARGE, "more than %zu bytes of output", b->max_bytes);
	return true;
}

struct sink sink_to_buf(struct buf *b)
{
	return (struct sink){ write_to_buf, b };
}

static bool write_to_fd(void *ctx, struct str bytes, struct err *err)
{
	while (bytes.len > 0) {
		ssize_t n = write(*(int *)ctx, bytes.at, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, ERR_INTERNAL, errno, "writing output");
		bytes = str_skip(bytes, (size_t)n);
	}
	return true;
}

struct sink sink_to_fd(int *fd)
{
	return (struct sink){ write_to_fd, fd };
}
