#include "content/media_look.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/url.h"
#include "crypto/hash.h"
#include "net/net.h"

#define PART_BYTES (1 * MIB)
#define WINDOW_BYTES (64 * KIB)
#define REDIRECTS_MAX 3
#define WINDOWS_MAX 16
#define CALL_MIN_MS 200

struct looking {
	struct net *net;
	struct arena *a;
	struct str url; /* where redirects have led */
	int64_t until_ms;
	enum net_reach reach;
	struct net_reply reply; /* of the first part */
	int64_t size_bytes;     /* 0: not told */
	bool has_ranges;
	unsigned windows;
	struct media_look *look;
};

static bool give_up(struct looking *l, enum media_problem problem, struct str of)
{
	l->look->problem = problem;
	l->look->problem_of = str_dup(l->a, of);
	return false;
}

static struct str host_of(struct arena *a, struct str address)
{
	struct err unread = ERR_INIT;
	struct url url;

	return url_parse(a, address, &url, &unread) ? url.host : address;
}

/* ---- one exchange -----------------------------------------------------------------------------
 */

static bool ask(struct looking *l, uint64_t from, size_t len, struct net_reply *ret,
		struct err *err)
{
	int64_t left_ms = l->until_ms - monotonic_ms();
	const struct net_header headers[] = {
		{ STR("Accept"), STR("*/*") },
		{ STR("Range"), str_fmt(l->a, "bytes=%llu-%llu", (unsigned long long)from,
					(unsigned long long)(from + len - 1)) },
	};
	const struct net_request request = {
		.method = "GET",
		.url = l->url,
		.headers = headers,
		.header_count = COUNT_OF(headers),
		.timeout_ms = left_ms > CALL_MIN_MS ? left_ms : CALL_MIN_MS,
		.max_reply_bytes = len,
		.reach = l->reach,
		.takes_part = true,
	};

	return net_fetch(l->net, l->a, &request, ret, err);
}

static bool is_redirect(int status)
{
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* An address, or a path on the same server. */
static struct str next_url(struct arena *a, struct str from, struct str location)
{
	struct err unread = ERR_INIT;
	struct url url;

	if (!str_starts_with(location, STR("/")) || str_starts_with(location, STR("//")) ||
	    !url_parse(a, from, &url, &unread))
		return location;
	return url.port ? str_fmt(a, "%.*s://%.*s:%d%.*s", STR_ARG(url.scheme), STR_ARG(url.host),
				  url.port, STR_ARG(location))
			: str_fmt(a, "%.*s://%.*s%.*s", STR_ARG(url.scheme), STR_ARG(url.host),
				  STR_ARG(location));
}

static bool no_answer(struct looking *l, const struct err *err)
{
	if (err->code == ERR_FORBIDDEN)
		return give_up(l, MEDIA_PROBLEM_PRIVATE, host_of(l->a, l->url));
	if (monotonic_ms() >= l->until_ms)
		return give_up(l, MEDIA_PROBLEM_SLOW, STR(""));
	return give_up(l, MEDIA_PROBLEM_UNREACHABLE, host_of(l->a, l->url));
}

static bool find(struct looking *l)
{
	for (int turn = 0; turn <= REDIRECTS_MAX; turn++) {
		struct err err = ERR_INIT;
		if (!ask(l, 0, PART_BYTES, &l->reply, &err))
			return no_answer(l, &err);
		if (!is_redirect(l->reply.status))
			return true;
		struct str location = net_reply_header(&l->reply, STR("Location"));
		if (!location.len)
			return give_up(l, MEDIA_PROBLEM_STATUS,
				       str_fmt(l->a, "%d", l->reply.status));
		l->url = str_dup(l->a, next_url(l->a, l->url, location));
		l->look->problem = MEDIA_PROBLEM_REDIRECT;
		l->look->problem_of = l->url;
	}
	return give_up(l, MEDIA_PROBLEM_REDIRECTS, l->url);
}

/* ---- what came --------------------------------------------------------------------------------
 */

/* "bytes 0-1048575/5000000" */
static int64_t total_of(struct str content_range)
{
	struct str rest = content_range;
	int64_t total = 0;

	str_cut(&rest, '/');
	return rest.at && str_to_i64(rest, &total) && total > 0 ? total : 0;
}

static bool read_size(struct looking *l)
{
	const struct net_reply *r = &l->reply;
	int64_t length = 0;

	if (r->status != 200 && r->status != 206)
		return give_up(l, MEDIA_PROBLEM_STATUS, str_fmt(l->a, "%d", r->status));
	l->has_ranges = r->status == 206;
	if (l->has_ranges)
		l->size_bytes = total_of(net_reply_header(r, STR("Content-Range")));
	else if (str_to_i64(net_reply_header(r, STR("Content-Length")), &length) && length > 0)
		l->size_bytes = length;
	else if (!r->is_cut)
		l->size_bytes = (int64_t)r->body.len;
	return true;
}

static bool read_far(struct looking *l, uint64_t at, char *to, size_t len, struct err *err)
{
	struct net_reply reply;

	if (!l->has_ranges || ++l->windows > WINDOWS_MAX)
		return err_set(err, ERR_NETWORK, "that part cannot be had");
	if (!ask(l, at, len, &reply, err))
		return false;
	if (reply.status != 206 || reply.body.len != len)
		return err_set(err, ERR_NETWORK, "another part than was asked for");
	memcpy(to, reply.body.at, len);
	return true;
}

static bool read_source(void *ctx, uint64_t at, char *to, size_t len, struct err *err)
{
	struct looking *l = ctx;
	struct str here = l->reply.body;

	if (at + len > here.len)
		return read_far(l, at, to, len, err);
	memcpy(to, here.at + at, len);
	return true;
}

static void judge(struct looking *l)
{
	struct media_look *look = l->look;
	uint64_t size = l->size_bytes ? (uint64_t)l->size_bytes : l->reply.body.len;
	const struct probe_source source = { read_source, l, size };
	struct err unread = ERR_INIT;
	bool is_whole = probe_media(&source, &look->facts, &unread);

	look->has_facts = true;
	look->facts.size_bytes = l->size_bytes;
	if ((!is_whole || !l->size_bytes) && look->problem == MEDIA_PROBLEM_NONE)
		look->problem = MEDIA_PROBLEM_UNREAD;
	look->mark =
		str_fmt(l->a, "%lld %.*s %.*s", (long long)l->size_bytes,
			STR_ARG(sha256_hex(l->a, str_sub(l->reply.body, 0, WINDOW_BYTES))),
			STR_ARG(str_sub(net_reply_header(&l->reply, STR("Last-Modified")), 0, 40)));
}

struct media_look media_look(struct net *net, struct arena *a, struct str url, int64_t timeout_ms,
			     enum net_reach reach)
{
	struct media_look look = { .problem = MEDIA_PROBLEM_NONE, .problem_of = STR("") };
	struct looking l = {
		.net = net,
		.a = a,
		.url = url,
		.until_ms = monotonic_ms() + timeout_ms,
		.reach = reach,
		.look = &look,
	};

	look.mark = STR("");
	if (find(&l) && read_size(&l))
		judge(&l);
	return look;
}
