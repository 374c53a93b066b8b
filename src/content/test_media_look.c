/* What is found where a medium lies: every way a server can answer, and a film read in pieces. */
#include "base/limits.h"
#include "base/test.h"
#include "content/media_look.h"
#include "net/net_fake.h"

#define JPEG "\xff\xd8\xff\xc0\x00\x11\x08\x04\x38\x02\x1c\x03"

/* One answer, by the address. */
static const struct row {
	const char *url;
	int status;
	const char *location, *content_range, *content_length;
	const char *body;
	enum err_code fails; /* no answer */
	/* what is found */
	enum media_problem problem;
	const char *of;
	bool has_facts;
} rows[] = {
	{ "https://a.test/1.jpg", 206, NULL, "bytes 0-11/12", NULL, JPEG, ERR_NONE,
	  MEDIA_PROBLEM_NONE, "", true },
	{ "https://a.test/2.jpg", 200, NULL, NULL, "12", JPEG, ERR_NONE, MEDIA_PROBLEM_NONE, "",
	  true },
	{ "https://a.test/no-length.jpg", 200, NULL, NULL, NULL, JPEG, ERR_NONE, MEDIA_PROBLEM_NONE,
	  "", true },
	{ "https://a.test/gone.jpg", 404, NULL, NULL, NULL, "no", ERR_NONE, MEDIA_PROBLEM_STATUS,
	  "404", false },
	{ "https://a.test/login.jpg", 403, NULL, NULL, NULL, "", ERR_NONE, MEDIA_PROBLEM_STATUS,
	  "403", false },
	{ "https://a.test/down.jpg", 0, NULL, NULL, NULL, NULL, ERR_NETWORK,
	  MEDIA_PROBLEM_UNREACHABLE, "a.test", false },
	{ "https://inside.test/a.jpg", 0, NULL, NULL, NULL, NULL, ERR_FORBIDDEN,
	  MEDIA_PROBLEM_PRIVATE, "inside.test", false },
	{ "https://a.test/moved.jpg", 302, "https://a.test/1.jpg", NULL, NULL, "", ERR_NONE,
	  MEDIA_PROBLEM_REDIRECT, "https://a.test/1.jpg", true },
	{ "https://a.test/moved-here.jpg", 301, "/2.jpg", NULL, NULL, "", ERR_NONE,
	  MEDIA_PROBLEM_REDIRECT, "https://a.test/2.jpg", true },
	{ "https://a.test/to-inside.jpg", 302, "https://inside.test/a.jpg", NULL, NULL, "",
	  ERR_NONE, MEDIA_PROBLEM_PRIVATE, "inside.test", false },
	{ "https://a.test/round.jpg", 302, "https://a.test/round.jpg", NULL, NULL, "", ERR_NONE,
	  MEDIA_PROBLEM_REDIRECTS, "https://a.test/round.jpg", false },
	{ "https://a.test/nowhere.jpg", 302, NULL, NULL, NULL, "", ERR_NONE, MEDIA_PROBLEM_STATUS,
	  "302", false },
	{ "https://a.test/to-gone.jpg", 302, "https://a.test/gone.jpg", NULL, NULL, "", ERR_NONE,
	  MEDIA_PROBLEM_STATUS, "404", false },
	/* The range is told without a length: it is looked at as far as it goes. */
	{ "https://a.test/no-total.jpg", 206, NULL, "bytes 0-11/*", NULL, JPEG, ERR_NONE,
	  MEDIA_PROBLEM_UNREAD, "", true },
};

static bool answer(void *ctx, struct arena *a, const struct net_request *request,
		   struct net_reply *ret, struct err *err)
{
	struct net_header *headers = arena_new_n(a, struct net_header, 3);

	(void)ctx;
	assert_true(request->reach == NET_PUBLIC && request->takes_part);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct row *r = &rows[i];
		if (!str_eq(request->url, str_of(r->url)))
			continue;
		if (r->fails)
			return err_set(err, r->fails, "no answer");
		headers[0] = (struct net_header){ STR("Location"), str_of(r->location) };
		headers[1] = (struct net_header){ STR("Content-Range"), str_of(r->content_range) };
		headers[2] =
			(struct net_header){ STR("Content-Length"), str_of(r->content_length) };
		*ret = (struct net_reply){ .status = r->status, .headers = headers };
		ret->header_count = 3;
		ret->body =
			r->status < 300 ? (struct str){ JPEG, sizeof(JPEG) - 1 } : str_of(r->body);
		return true;
	}
	fail_msg("asked for %.*s", STR_ARG(request->url));
	return false;
}

static void test_answers(void **state)
{
	struct net *net = net_fake_start(answer, NULL);
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, 64 * MIB);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct media_look look = media_look(net, &a, str_of(rows[i].url), 5000, NET_PUBLIC);
		check_int(rows[i].url, look.problem, rows[i].problem);
		check_str(rows[i].url, look.problem_of, str_of(rows[i].of));
		check_int(rows[i].url, look.has_facts, rows[i].has_facts);
		if (!rows[i].has_facts)
			continue;
		check_int(rows[i].url, look.facts.format, MEDIA_JPEG);
		check_int(rows[i].url, look.facts.width, 540);
		check_true(rows[i].url, look.mark.len > 64);
	}
	net_stop(net);
}

/* ---- a film whose index is last ---------------------------------------------------------------
 */

#define FILM_BYTES (3 * MIB)

struct film {
	char *bytes;
	bool has_ranges;
	unsigned calls;
};

static bool answer_film(void *ctx, struct arena *a, const struct net_request *request,
			struct net_reply *ret, struct err *err)
{
	struct film *film = ctx;
	struct net_header *headers = arena_new_n(a, struct net_header, 1);
	struct str range = str_skip(request->headers[1].value, strlen("bytes="));
	struct str first = str_cut(&range, '-');
	int64_t from = 0, to = 0;

	(void)err;
	film->calls++;
	assert_true(str_to_i64(first, &from) && str_to_i64(range, &to));
	*ret = (struct net_reply){ .status = 200, .body = { film->bytes, FILM_BYTES } };
	ret->headers = headers;
	ret->header_count = 1;
	headers[0] = (struct net_header){ STR("Content-Length"), str_fmt(a, "%u", FILM_BYTES) };
	if (!film->has_ranges)
		return true;
	to = to < (int64_t)FILM_BYTES ? to : (int64_t)FILM_BYTES - 1;
	ret->status = 206;
	ret->body = (struct str){ film->bytes + from, (size_t)(to - from + 1) };
	headers[0] = (struct net_header){ STR("Content-Range"),
					  str_fmt(a, "bytes %lld-%lld/%u", (long long)from,
						  (long long)to, FILM_BYTES) };
	return true;
}

/* ftyp, mdat, and at the end moov with mvhd: 7 seconds. */
static void make_film(char *at)
{
	static const char head[] = "\0\0\0\x10"
				   "ftypisom\0\0\0\0\x00\x2f\xff\x80"
				   "mdat";
	static const char tail[] = "\0\0\0\x28"
				   "moov\0\0\0\x20"
				   "mvhd\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x03\xe8\0\0\x1b\x58";

	memset(at, 0, FILM_BYTES);
	memcpy(at, head, sizeof(head) - 1);
	memcpy(at + 16 + 0x2fff80, tail, sizeof(tail) - 1);
}

static void test_a_film_is_read_in_pieces(void **state)
{
	cleanup(arena_free) struct arena a;
	struct film film = { .bytes = malloc(FILM_BYTES), .has_ranges = true };
	struct net *net = net_fake_start(answer_film, &film);

	(void)state;
	arena_init(&a, 64 * MIB);
	make_film(film.bytes);
	struct media_look look = media_look(net, &a, STR("https://a.test/a.mp4"), 5000, NET_PUBLIC);
	check_int("problem", look.problem, MEDIA_PROBLEM_NONE);
	check_int("size", look.facts.size_bytes, FILM_BYTES);
	check_int("length", look.facts.duration_ms, 7000);
	check_true("index last", look.facts.is_index_last);
	check_int("calls", film.calls, 2);
	/* A server that gives no parts: what its beginning tells is all. */
	film.has_ranges = false;
	look = media_look(net, &a, STR("https://a.test/a.mp4"), 5000, NET_PUBLIC);
	check_int("problem", look.problem, MEDIA_PROBLEM_UNREAD);
	check_int("format", look.facts.format, MEDIA_MP4);
	check_int("length", look.facts.duration_ms, 0);
	net_stop(net);
	free(film.bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_a_film_is_read_in_pieces),
	};
	return cmocka_run_group_tests_name("content/media_look", tests, NULL, NULL);
}
