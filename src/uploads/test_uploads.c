/* Files from their first byte to their end, and the links that open them. */
#include "uploads/uploads.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/time.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/test.h"
#include "crypto/crypto.h"
#include "crypto/hash.h"
#include "store/store.h"
#include "store/users.h"

#define DAY_S 86400
#define JPEG STR("\xff\xd8\xff\xc0\x00\x11\x08\x04\x38\x02\x1c\x03")

struct fixture {
	struct arena a;
	struct store *store;
	struct secret *secret;
	struct uploads *uploads;
	int64_t now_ms;
	struct clock clock;
	struct err err;
	int64_t user_id, id;
	char folder[64];
};

static void drop_line(void *ctx, struct str line)
{
	(void)ctx;
	(void)line;
}

static bool add_user(struct db_tx *tx, void *arg, struct err *err)
{
	struct fixture *f = arg;
	const struct user_new user = { .email = STR("sari@simpul.test"),
				       .email_folded = STR("sari@simpul.test"),
				       .password_hash = STR("$argon2id$"),
				       .first_name = STR("Sari") };
	bool taken;

	return users_add(tx, &user, 1, &f->user_id, &taken, err);
}

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	log_set_sink(drop_line, NULL);
	arena_init(&f->a, 16 * MIB);
	check_ok(crypto_init(&f->err), &f->err);
	f->now_ms = INT64_C(1790000000000);
	f->clock = clock_manual(&f->now_ms);
	const struct store_config store = {
		.path = ":memory:", .rng = rng_system(), .clock = &f->clock
	};
	check_ok(store_open(&store, &f->store, &f->err), &f->err);
	check_ok(store_write(f->store, add_user, f, &f->err), &f->err);
	snprintf(f->folder, sizeof(f->folder), "/tmp/simpul-uploads-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	f->secret = secret_from_bytes(STR("app secret"));
	const struct uploads_config config = {
		.store = f->store,
		.clock = &f->clock,
		.rng = rng_system(),
		.secret = f->secret,
		.folder = str_fmt(&f->a, "%s/media", f->folder),
		.base_url = STR_INIT("https://simpul.test"),
		.image_max_bytes = 1000,
		.video_max_bytes = 2000,
		.user_max_bytes = 2500,
		.keep_s = 30 * DAY_S,
	};
	f->uploads = uploads_new(&config);
	*state = f;
	return 0;
}

static const char *folder_path(struct fixture *f, const char *name)
{
	return str_z(&f->a, str_fmt(&f->a, "%s/media/%s", f->folder, name));
}

/* How many files there are; `then`: removes them. */
static int count_files(struct fixture *f, bool then_remove)
{
	DIR *d = opendir(folder_path(f, ""));
	int count = 0;

	for (const struct dirent *e; d && (e = readdir(d));) {
		count += e->d_name[0] != '.';
		if (then_remove && e->d_name[0] != '.')
			unlink(folder_path(f, e->d_name));
	}
	if (d)
		closedir(d);
	return count;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	count_files(f, true);
	rmdir(folder_path(f, ""));
	rmdir(f->folder);
	uploads_free(f->uploads);
	secret_free(f->secret);
	store_close(f->store);
	arena_free(&f->a);
	free(f);
	return 0;
}

static struct upload_writing *begin(struct fixture *f)
{
	const struct upload_wish wish = { f->user_id, STR("kue.jpg"), STR("image/jpeg"), -1 };
	struct upload_writing *w = NULL;

	check_ok(upload_begin(f->uploads, &wish, &w, &f->err), &f->err);
	return w;
}

static struct upload_row keep(struct fixture *f, struct str bytes)
{
	struct upload_writing *w = begin(f);
	struct upload_row row = { .id = 0 };

	check_ok(upload_write(w, bytes, &f->err), &f->err);
	check_ok(upload_finish(w, &f->a, &row, &f->err), &f->err);
	return row;
}

/* ---- receiving -------------------------------------------------------------------------------
 */

static void test_a_file_is_kept(void **state)
{
	struct fixture *f = *state;
	struct upload_row row = keep(f, JPEG);
	struct sha256 hash = sha256(JPEG);
	char bytes[32];

	check_str("name", row.file_name, STR("kue.jpg"));
	check_str("hash", row.sha256, sha256_str(&hash));
	check_int("width", media_facts_read(&f->a, row.facts).width, 540);
	int fd = upload_open(f->uploads, &f->a, &row, &f->err);
	check_int("bytes", read(fd, bytes, sizeof(bytes)), (int64_t)JPEG.len);
	close(fd);
	check_int("files", count_files(f, false), 1);
}

static const struct {
	const char *name;
	struct str type;
	int64_t told, sent;
	enum err_code code;
} refusals[] = {
	{ "no type", STR_INIT(""), 10, 10, ERR_INVALID_FIELD },
	{ "a page", STR_INIT("text/html"), 10, 10, ERR_INVALID_FIELD },
	{ "a picture that says it is too long", STR_INIT("image/jpeg"), 1001, 0, ERR_TOO_LARGE },
	{ "a film that says it is too long", STR_INIT("video/mp4"), 2001, 0, ERR_TOO_LARGE },
	{ "one that is too long", STR_INIT("image/jpeg"), -1, 1001, ERR_TOO_LARGE },
	{ "a picture, too long, called a film", STR_INIT("video/mp4"), -1, 1500, ERR_TOO_LARGE },
	{ "too much in all", STR_INIT("video/mp4"), 1990, 0, ERR_EXCEED_LIMIT },
	{ "too much in all, said too late", STR_INIT("image/jpeg"), -1, 999, ERR_EXCEED_LIMIT },
};

static bool send_one(struct fixture *f, size_t i, struct err *err)
{
	const struct upload_wish wish = { f->user_id, STR(""), refusals[i].type, refusals[i].told };
	struct upload_writing *w = NULL;
	struct upload_row row;
	char bytes[2000] = "\xff\xd8\xff";

	if (!upload_begin(f->uploads, &wish, &w, err))
		return false;
	bool ok = upload_write(w, (struct str){ bytes, (size_t)refusals[i].sent }, err) &&
		  upload_finish(w, &f->a, &row, err);
	if (!ok)
		upload_drop(w);
	return ok;
}

static void test_what_is_refused_leaves_nothing(void **state)
{
	struct fixture *f = *state;
	char bytes[900] = "\xff\xd8\xff";

	keep(f, (struct str){ bytes, sizeof(bytes) });
	keep(f, (struct str){ bytes, sizeof(bytes) });
	for (size_t i = 0; i < COUNT_OF(refusals); i++) {
		struct err err = ERR_INIT;
		check_true(refusals[i].name, !send_one(f, i, &err));
		check_int(refusals[i].name, err.code, refusals[i].code);
		check_true(refusals[i].name, err.user[0] && err.user_en[0]);
		check_int(refusals[i].name, count_files(f, false), 2);
	}
}

static void test_few_at_once(void **state)
{
	struct fixture *f = *state;
	const struct upload_wish wish = { f->user_id, STR(""), STR("image/png"), -1 };
	struct upload_writing *w[UPLOADS_AT_ONCE_PER_USER], *more = NULL;

	for (size_t i = 0; i < COUNT_OF(w); i++)
		w[i] = begin(f);
	assert_false(upload_begin(f->uploads, &wish, &more, &f->err));
	check_int("code", f->err.code, ERR_RATE_LIMITED);
	f->err = (struct err)ERR_INIT;
	upload_drop(w[1]);
	w[1] = begin(f);
	for (size_t i = 0; i < COUNT_OF(w); i++)
		upload_drop(w[i]);
	check_int("files", count_files(f, false), 0);
}

static void test_names(void **state)
{
	static const struct {
		struct str given, kept;
	} rows[] = {
		{ STR_INIT("kue.jpg"), STR_INIT("kue.jpg") },
		{ STR_INIT("../../etc/passwd"), STR_INIT("passwd") },
		{ STR_INIT("a\r\nb\x7f\\c"), STR_INIT("abc") },
		{ STR_INIT("kué lapis.jpg"), STR_INIT("kué lapis.jpg") },
		{ STR_INIT("\xff\xfe"), STR_INIT("image.jpeg") },
		{ STR_INIT(""), STR_INIT("image.jpeg") },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct upload_wish wish = { f->user_id, rows[i].given, STR("image/jpeg"),
						  -1 };
		struct upload_writing *w = NULL;
		struct upload_row row;
		check_ok(upload_begin(f->uploads, &wish, &w, &f->err), &f->err);
		check_ok(upload_write(w, JPEG, &f->err), &f->err);
		check_ok(upload_finish(w, &f->a, &row, &f->err), &f->err);
		check_str(rows[i].given.at, row.file_name, rows[i].kept);
	}
}

/* ---- links -----------------------------------------------------------------------------------
 */

static void test_links(void **state)
{
	struct fixture *f = *state;
	struct str link = upload_link(f->uploads, &f->a, 77);
	struct str token = str_skip(link, strlen("https://simpul.test/u/"));
	int64_t id = 0;

	check_true("address", str_starts_with(link, STR("https://simpul.test/u/")));
	check_ok(upload_link_read(f->uploads, &f->a, token, &id, &f->err), &f->err);
	check_int("id", id, 77);
	for (size_t i = 0; i < token.len; i++) {
		struct err err = ERR_INIT;
		char *other = str_z(&f->a, token);
		other[i] = other[i] == 'A' ? 'B' : 'A';
		check_true("another token",
			   !upload_link_read(f->uploads, &f->a, str_of(other), &id, &err));
		check_int("another token", err.code, ERR_NOT_FOUND);
		check_true("a cut token",
			   !upload_link_read(f->uploads, &f->a, str_sub(token, 0, i), &id, &err));
	}
	f->now_ms += (UPLOAD_LINK_S - 1) * 1000;
	check_ok(upload_link_read(f->uploads, &f->a, token, &id, &f->err), &f->err);
	f->now_ms += 1000;
	assert_false(upload_link_read(f->uploads, &f->a, token, &id, &f->err));
	check_int("over", f->err.code, ERR_KEY_EXPIRED);
}

/* ---- tidying ---------------------------------------------------------------------------------
 */

static void make_file(struct fixture *f, const char *name, int64_t age_s)
{
	FILE *file = fopen(folder_path(f, name), "w");
	struct timeval times[2] = { { .tv_sec = time(NULL) - age_s } };

	assert_non_null(file);
	fclose(file);
	times[1] = times[0];
	assert_int_equal(utimes(folder_path(f, name), times), 0);
}

static void tidy(struct fixture *f)
{
	check_ok(uploads_tidy(f->uploads, &f->a, &f->err), &f->err);
}

static void test_tidying(void **state)
{
	struct fixture *f = *state;

	tidy(f); /* before there is a folder */
	struct upload_row old = keep(f, JPEG);
	f->now_ms += INT64_C(20) * DAY_S * 1000;
	keep(f, JPEG);
	make_file(f, "0123.part", 7200);
	make_file(f, "4567", 7200);
	make_file(f, "89ab.part", 60);
	make_file(f, "cdef", 60);
	check_int("all", count_files(f, false), 6);
	tidy(f);
	check_int("without strays", count_files(f, false), 4);
	f->now_ms += INT64_C(11) * DAY_S * 1000;
	tidy(f);
	check_int("without the old one", count_files(f, false), 3);
	check_int("it is gone", upload_open(f->uploads, &f->a, &old, &f->err), -1);
	check_int("it is gone", f->err.code, ERR_NOT_FOUND);
}

static void test_deleting(void **state)
{
	struct fixture *f = *state;
	struct upload_row row = keep(f, JPEG);

	assert_false(upload_delete(f->uploads, &f->a, f->user_id + 1, row.id, &f->err));
	check_int("somebody else's", f->err.code, ERR_NOT_FOUND);
	f->err = (struct err)ERR_INIT;
	check_ok(upload_delete(f->uploads, &f->a, f->user_id, row.id, &f->err), &f->err);
	check_int("files", count_files(f, false), 0);
	assert_false(upload_delete(f->uploads, &f->a, f->user_id, row.id, &f->err));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_a_file_is_kept), CASE(test_what_is_refused_leaves_nothing),
		CASE(test_few_at_once),    CASE(test_names),
		CASE(test_links),          CASE(test_tidying),
		CASE(test_deleting),
	};
	return cmocka_run_group_tests_name("uploads/uploads", tests, NULL, NULL);
}
