#include "api/file.h"

#include <unistd.h>

#include "api/reply.h"
#include "http/etag.h"

#define BLOCK_BYTES (64 * KIB)

/* One range of RFC 9110 14.1.2; anything else is answered with the whole file. */
static bool find_range(struct str header, int64_t size, int64_t *ret_from, int64_t *ret_end)
{
	struct str rest = header;
	struct str unit = str_cut(&rest, '=');
	struct str from = str_cut(&rest, '-');
	int64_t first = 0, last = size - 1;

	if (!str_eq(unit, STR("bytes")) || !rest.at || (!from.len && !rest.len))
		return false;
	if ((from.len && !str_to_i64(from, &first)) || (rest.len && !str_to_i64(rest, &last)))
		return false;
	if (!from.len) {
		first = last < size ? size - last : 0;
		last = size - 1;
	}
	last = last < size ? last : size - 1;
	if (first < 0 || first > last)
		return false;
	*ret_from = first;
	*ret_end = last + 1;
	return true;
}

static bool stream(struct call *c, int fd, int64_t from, int64_t end, struct err *err)
{
	char *block = arena_alloc(c->arena, BLOCK_BYTES, 16);

	while (from < end && c->req->method != HTTP_HEAD) {
		size_t want =
			end - from < (int64_t)BLOCK_BYTES ? (size_t)(end - from) : BLOCK_BYTES;
		ssize_t n = pread(fd, block, want, from);
		if (n <= 0)
			return err_set(err, ERR_INTERNAL, "the file is shorter than it was");
		if (!http_stream_write(c->res, (struct str){ block, (size_t)n }, err))
			return false;
		from += n;
	}
	return true;
}

static void set_headers(struct call *c, const struct sent_file *f)
{
	http_set_content_type(c->res, f->content_type);
	http_set_header(c->res, STR("Accept-Ranges"), STR("bytes"));
	http_set_header(c->res, STR("ETag"), f->etag);
	http_set_header(c->res, STR("Cache-Control"), f->cache_control);
	if (f->disposition.len)
		http_set_header(c->res, STR("Content-Disposition"), f->disposition);
}

bool file_send(struct call *c, const struct sent_file *f, struct err *err)
{
	int64_t from = 0, end = f->size_bytes;
	struct str if_range = http_header(c->req, STR("If-Range"));
	struct str known = http_header(c->req, STR("If-None-Match"));
	bool is_same = !if_range.at || str_eq(if_range, f->etag);

	set_headers(c, f);
	/* Without a body: the server makes 304 of it. */
	if (known.at && http_etag_is_listed(f->etag, known))
		return true;
	if (is_same && find_range(http_header(c->req, STR("Range")), f->size_bytes, &from, &end)) {
		c->res->status = 206;
		http_set_header(c->res, STR("Content-Range"),
				str_fmt(c->arena, "bytes %lld-%lld/%lld", (long long)from,
					(long long)end - 1, (long long)f->size_bytes));
	}
	reply_headers(c->api, c->res);
	return http_stream_begin_sized(c->res, end - from, err) && stream(c, f->fd, from, end, err);
}
