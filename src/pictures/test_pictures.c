/* Strangers' pictures: what is asked for, what is decoded, how large the cache grows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/test.h"
#include "net/net.h"
#include "net/net_fake.h"
#include "pictures/exif.h"
#include "pictures/internal.h"
#include "pictures/raster.h"

struct fixture {
	struct arena a;
	struct net *net;
	struct pictures *pictures;
	char folder[64];
	struct str body; /* of the server's answer */
	int status;
	const char *location;
	struct str asked; /* addresses, each with a space and whether it had to be public */
};

static bool answer(void *ctx, struct arena *a, const struct net_request *request,
		   struct net_reply *ret, struct err *err)
{
	struct fixture *f = ctx;
	struct net_header *header = arena_new(a, struct net_header);

	(void)err;
	f->asked = str_fmt(&f->a, "%.*s%.*s %s\n", STR_ARG(f->asked), STR_ARG(request->url),
			   request->reach == NET_PUBLIC ? "public" : "any");
	*ret = (struct net_reply){ .status = f->status, .body = f->body };
	if (f->location) {
		*header = (struct net_header){ STR("Location"), str_of(f->location) };
		ret->headers = header;
		ret->header_count = 1;
		f->location = NULL;
	} else if (f->status == 302) {
		ret->status = 200;
	}
	return true;
}

static struct str picture_of(struct fixture *f, uint32_t width, uint32_t height)
{
	cleanup(raster_free) struct raster r = { .rgb = NULL };
	cleanup(buf_free) struct buf out = { 0 };

	buf_init(&out, 4 * MIB);
	assert_true(raster_init(&r, width, height));
	for (size_t i = 0; i < (size_t)width * height * 3; i++)
		r.rgb[i] = (unsigned char)(i % 3 == 0 ? 200 : i / 3 % width * 255 / width);
	assert_true(jpeg_encode(&r, &out));
	return str_dup(&f->a, buf_str(&out));
}

static int enter(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	if (!f)
		return 1;
	arena_init(&f->a, 64 * MIB);
	f->net = net_fake_start(answer, f);
	f->status = 200;
	f->asked = STR("");
	snprintf(f->folder, sizeof(f->folder), "/tmp/simpul-pictures-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	const struct pictures_config config = {
		.net = f->net,
		.folder = str_of(f->folder),
		.trusted_origin = STR("http://localhost:8090"),
		.max_bytes = 1 * MIB,
	};
	f->pictures = pictures_new(&config);
	f->body = picture_of(f, 1080, 540);
	*state = f;
	return 0;
}

static int leave(void **state)
{
	struct fixture *f = *state;
	struct pictures_config none = f->pictures->config;
	struct err err = ERR_INIT;

	none.max_bytes = -1; /* removes every file */
	f->pictures->config = none;
	check_ok(pictures_evict(f->pictures, &f->a, &err), &err);
	for (int i = 0; i < 256; i++)
		rmdir(str_z(&f->a, str_fmt(&f->a, "%s/%02x", f->folder, (unsigned)i)));
	check_int("folder", rmdir(f->folder), 0);
	pictures_free(f->pictures);
	net_stop(f->net);
	arena_free(&f->a);
	free(f);
	return 0;
}

#define URL "https://scontent-sin6-1.cdninstagram.com/v/t51/1_n.jpg?stp=dst&_nc_cat=1&oh=a&oe=b"

static void fetched_once_and_shrunk(void **state)
{
	struct fixture *f = *state;
	struct kept_picture kept;
	struct err err = ERR_INIT;
	bool is_new;

	assert_false(pictures_get(&f->a, str_of(f->folder), STR(URL), &kept));
	check_ok(pictures_fetch(f->pictures, &f->a, STR(URL), &is_new, &err), &err);
	assert_true(is_new);
	assert_true(pictures_get(&f->a, str_of(f->folder), STR(URL), &kept));
	check_int("width", kept.width, 480);
	check_int("height", kept.height, 240);

	/* Signed anew, and served from another host: the same picture. */
	struct str again = STR("https://scontent-cgk2-2.cdninstagram.com/v/t51/1_n.jpg?stp=dst"
			       "&_nc_cat=7&oh=c&oe=d");
	check_ok(pictures_fetch(f->pictures, &f->a, again, &is_new, &err), &err);
	assert_false(is_new);
	check_str("asked once", f->asked, STR(URL " public\n"));
}

static void keys(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *name, *left, *right;
		bool is_same;
	} cases[] = {
		{ "signature", "https://a.fbcdn.net/x.jpg?oh=1&oe=2",
		  "https://a.fbcdn.net/x.jpg?oh=3", true },
		{ "host of the domain", "https://a.fbcdn.net/x.jpg", "https://b.fbcdn.net/x.jpg",
		  true },
		{ "another domain", "https://a.fbcdn.net/x.jpg", "https://a.evil.net/x.jpg",
		  false },
		{ "path", "https://a.fbcdn.net/x.jpg", "https://a.fbcdn.net/y.jpg", false },
		{ "what names it", "https://a.fbsbx.com/p/?asid=1&hash=2",
		  "https://a.fbsbx.com/p/?asid=3&hash=2", false },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check_int(cases[i].name,
			  str_eq(pictures_key(&f->a, str_of(cases[i].left)),
				 pictures_key(&f->a, str_of(cases[i].right))),
			  cases[i].is_same);
	assert_null(pictures_key(&f->a, STR("")).at);
	assert_null(pictures_key(&f->a, STR("file:///etc/passwd")).at);
}

static void what_is_not_asked(void **state)
{
	struct fixture *f = *state;
	static const char *const urls[] = {
		"http://scontent.cdninstagram.com/x.jpg",
		"file:///etc/passwd",
		"ftp://scontent.cdninstagram.com/x.jpg",
		"http://localhost:8091/x.jpg",
		"https://user:pass@host.example/x.jpg",
		"http://127.0.0.1/x.jpg",
		"",
	};

	for (size_t i = 0; i < COUNT_OF(urls); i++) {
		struct err err = ERR_INIT;
		bool is_new;
		check_int(urls[i],
			  pictures_fetch(f->pictures, &f->a, str_of(urls[i]), &is_new, &err),
			  false);
	}
	check_str("nobody", f->asked, STR(""));
}

static void redirects_are_checked_again(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *from, *location, *asked;
		bool ok;
	} cases[] = {
		{ "https://a.example/1", "https://b.example/2",
		  "https://a.example/1 public\nhttps://b.example/2 public\n", true },
		{ "https://a.example/3", "/4",
		  "https://a.example/3 public\nhttps://a.example/4 public\n", true },
		{ "https://a.example/5", "http://b.example/6", "https://a.example/5 public\n",
		  false },
		{ "https://a.example/7", "http://169.254.169.254/latest",
		  "https://a.example/7 public\n", false },
		{ "http://localhost:8090/8", "/9",
		  "http://localhost:8090/8 any\nhttp://localhost:8090/9 any\n", true },
		/* From the simulator out into the world: no longer trusted. */
		{ "http://localhost:8090/10", "https://127.0.0.1/11",
		  "http://localhost:8090/10 any\nhttps://127.0.0.1/11 public\n", true },
	};

	f->status = 302;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err err = ERR_INIT;
		bool is_new;
		f->asked = STR("");
		f->location = cases[i].location;
		check_int(cases[i].from,
			  pictures_fetch(f->pictures, &f->a, str_of(cases[i].from), &is_new, &err),
			  cases[i].ok);
		check_str(cases[i].from, f->asked, str_of(cases[i].asked));
	}
}

/* A red pixel and one that is not there. */
static const char png[] = "\211\120\116\107\015\012\032\012\000\000\000\015\111\110\104\122\000\000"
			  "\000\002\000\000\000"
			  "\001\010\006\000\000\000\364\042\177\212\000\000\000\015\111\104\101\124"
			  "\170\332\143\370\317"
			  "\300\000\106\000\016\372\002\376\052\100\136\271\000\000\000\000\111\105"
			  "\116\104\256\102\140"
			  "\202";

static void a_png(void **state)
{
	static const unsigned char want[6] = { 255, 0, 0, 255, 255, 255 };
	cleanup(raster_free) struct raster r = { .rgb = NULL };

	(void)state;
	assert_true(raster_decode((struct str){ png, sizeof(png) - 1 }, &r));
	check_int("width", r.width, 2);
	check_int("height", r.height, 1);
	assert_memory_equal(r.rgb, want, sizeof(want));
}

static void broken_pictures(void **state)
{
	struct fixture *f = *state;
	struct str whole = f->body;
	char *bent = str_z(&f->a, whole);

	for (size_t len = 0; len < whole.len; len += 1 + whole.len / 200) {
		cleanup(raster_free) struct raster r = { .rgb = NULL };
		/* libjpeg fills up what is missing at the end: it may succeed, never more. */
		if (raster_decode(str_sub(whole, 0, len), &r))
			check_true("size", r.width <= 1080 && r.height <= 1080);
	}
	for (size_t i = 2; i < whole.len; i += 1 + whole.len / 500) {
		cleanup(raster_free) struct raster r = { .rgb = NULL };
		bent[i] = (char)~bent[i];
		(void)!raster_decode((struct str){ bent, whole.len }, &r);
		bent[i] = (char)~bent[i];
	}
	for (size_t len = 0; len < sizeof(png) - 1; len++) {
		cleanup(raster_free) struct raster r = { .rgb = NULL };
		(void)!raster_decode((struct str){ png, len }, &r);
	}
	cleanup(raster_free) struct raster text = { .rgb = NULL };
	assert_false(raster_decode(STR("<svg xmlns='http://www.w3.org/2000/svg'/>"), &text));
}

static void too_large(void **state)
{
	struct fixture *f = *state;
	struct err err = ERR_INIT;
	struct raster r;
	bool is_new;
	/* Of 65,535 x 65,535 pixels, by its header. */
	char *claims = str_z(&f->a, picture_of(f, 16, 16));

	assert_false(raster_init(&r, 10001, 1));
	assert_false(raster_init(&r, 5000, 5000));
	assert_false(raster_init(&r, 0, 5));
	for (size_t i = 0; i + 9 < 600; i++)
		if (claims[i] == (char)0xff && claims[i + 1] == (char)0xc0)
			memset(claims + i + 5, 0xff, 4);
	f->body = (struct str){ claims, picture_of(f, 16, 16).len };
	assert_false(pictures_fetch(f->pictures, &f->a, STR(URL), &is_new, &err));
	check_int("code", err.code, ERR_BAD_REQUEST);
}

static void the_oldest_go_first(void **state)
{
	struct fixture *f = *state;
	struct kept_picture kept;
	struct err err = ERR_INIT;
	bool is_new;

	time_t then_s = time(NULL) - 1000;

	for (int i = 0; i < 4; i++) {
		struct str url = str_fmt(&f->a, "https://a.example/%d", i);
		check_ok(pictures_fetch(f->pictures, &f->a, url, &is_new, &err), &err);
		const struct timespec used[2] = { { .tv_sec = then_s + i },
						  { .tv_sec = then_s + i } };
		const char *path = str_z(
			&f->a, picture_path(&f->a, str_of(f->folder), pictures_key(&f->a, url)));
		check_int("time", utimensat(-1, path, used, 0), 0);
	}
	assert_true(pictures_get(&f->a, str_of(f->folder), STR("https://a.example/0"), &kept));
	/* Asked for again: now the newest. */
	check_ok(pictures_fetch(f->pictures, &f->a, STR("https://a.example/0"), &is_new, &err),
		 &err);
	f->pictures->config.max_bytes = (int64_t)kept.jpeg.len * 2;
	check_ok(pictures_evict(f->pictures, &f->a, &err), &err);
	for (int i = 0; i < 4; i++)
		check_int("kept",
			  pictures_get(&f->a, str_of(f->folder),
				       str_fmt(&f->a, "https://a.example/%d", i), &kept),
			  i == 0 || i == 3);

	/* Nobody has asked for it in a month: its post is gone. */
	const struct timespec long_ago[2] = { { .tv_sec = then_s - 31 * 86400 },
					      { .tv_sec = then_s - 31 * 86400 } };
	struct str path = picture_path(&f->a, str_of(f->folder),
				       pictures_key(&f->a, STR("https://a.example/3")));

	check_int("aged", utimensat(-1, str_z(&f->a, path), long_ago, 0), 0);
	check_ok(pictures_evict(f->pictures, &f->a, &err), &err);
	assert_false(pictures_get(&f->a, str_of(f->folder), STR("https://a.example/3"), &kept));
	assert_true(pictures_get(&f->a, str_of(f->folder), STR("https://a.example/0"), &kept));
}

/* Where the first pixel of a picture of three by two is seen. */
static void test_upright(void **state)
{
	static const struct {
		int turn;
		uint32_t width, x, y;
	} cases[] = {
		{ 0, 3, 0, 0 }, { 1, 3, 0, 0 }, { 2, 3, 2, 0 }, { 3, 3, 2, 1 }, { 4, 3, 0, 1 },
		{ 5, 2, 0, 0 }, { 6, 2, 1, 0 }, { 7, 2, 1, 2 }, { 8, 2, 0, 2 }, { 9, 3, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		cleanup(raster_free) struct raster r = { .rgb = NULL };
		cleanup(raster_free) struct raster shown = { .rgb = NULL };

		assert_true(raster_init(&r, 3, 2));
		memset(r.rgb, 0, 18);
		r.rgb[0] = 255;
		r.turn = cases[i].turn;
		assert_true(raster_upright(&r, &shown));
		assert_int_equal(shown.width, cases[i].width);
		assert_int_equal(shown.rgb[(cases[i].y * shown.width + cases[i].x) * 3], 255);
	}
}

static void test_exif(void **state)
{
#define SHORT_6_LITTLE "\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"
#define SHORT_6_BIG "\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
	static const struct {
		struct str bytes;
		int turn;
	} cases[] = {
		{ STR_INIT("Exif\0\0II*\0\x08\0\0\0\x01\0" SHORT_6_LITTLE), 6 },
		{ STR_INIT("Exif\0\0MM\0*\0\0\0\x08\0\x01" SHORT_6_BIG), 6 },
		{ STR_INIT("Exif\0\0MM\0*\0\0\0\x08\0\x01"
			   "\x01\x12\0\x03\0\0\0\x01\0\x09\0\0"),
		  0 },
		{ STR_INIT("Exif\0\0MM\0*\xff\xff\xff\xff\xff\xff"), 0 },
		{ STR_INIT("Exif\0\0II*\0\x08\0\0\0\xff\xff"), 0 },
		{ STR_INIT("Exif\0\0"), 0 },
		{ STR_INIT("http://ns.adobe.com/xap/1.0/"), 0 },
		{ STR_INIT(""), 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(exif_turn(cases[i].bytes), cases[i].turn);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)
	const struct CMUnitTest tests[] = {
		TEST(fetched_once_and_shrunk),
		TEST(keys),
		TEST(what_is_not_asked),
		TEST(redirects_are_checked_again),
		TEST(a_png),
		TEST(broken_pictures),
		TEST(too_large),
		TEST(the_oldest_go_first),
		cmocka_unit_test(test_upright),
		cmocka_unit_test(test_exif),
	};
	return cmocka_run_group_tests_name("pictures/pictures", tests, NULL, NULL);
}
