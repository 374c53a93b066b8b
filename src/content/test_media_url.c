#include "base/limits.h"
#include "base/test.h"
#include "content/media_url.h"

static void test_addresses(void **state)
{
	static const struct {
		const char *url;
		bool ok;
	} rows[] = {
		{ "https://cdn.example.com/a.jpg", true },
		{ "https://cdn.example.com/a.JPEG?w=1080", true },
		{ "https://cdn.example.com/picture", true },
		{ "http://cdn.example.com:8000/a.mp4", true },
		{ "https://93.184.216.34/a.jpg", true },
		{ "https://[2606:2800::1]/a.jpg", true },
		{ "", false },
		{ "ftp://cdn.example.com/a.jpg", false },
		{ "file:///etc/passwd", false },
		{ "cdn.example.com/a.jpg", false },
		{ "https://user:pw@cdn.example.com/a.jpg", false },
		{ "https://cdn.example.com/a.gif", false },
		{ "https://cdn.example.com/a.png", false },
		{ "https://cdn.example.com/a.PNG?x=.jpg", false },
		{ "https://localhost/a.jpg", false },
		{ "https://intranet/a.jpg", false },
		{ "https://printer.local/a.jpg", false },
		{ "https://127.0.0.1/a.jpg", false },
		{ "https://10.1.2.3/a.jpg", false },
		{ "https://172.16.0.1/a.jpg", false },
		{ "https://172.32.0.1/a.jpg", true },
		{ "https://192.168.1.1/a.jpg", false },
		{ "https://169.254.169.254/latest/meta-data", false },
		{ "https://100.64.0.1/a.jpg", false },
		{ "https://0.0.0.0/a.jpg", false },
		{ "https://224.0.0.1/a.jpg", false },
		{ "https://2130706433/a.jpg", false },
		{ "https://0x7f.1/a.jpg", false },
		{ "https://127.1/a.jpg", false },
		{ "https://[::1]/a.jpg", false },
		{ "https://[fd00::1]/a.jpg", false },
		{ "https://[fe80::1]/a.jpg", false },
		{ "https://[::ffff:127.0.0.1]/a.jpg", false },
	};
	(void)state;
	cleanup(arena_free) struct arena a;
	arena_init(&a, MIB);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct err err = ERR_INIT;
		check_int(rows[i].url,
			  media_url_check(&a, "media_url", str_of(rows[i].url), NET_PUBLIC, false,
					  &err),
			  rows[i].ok);
		check_str(rows[i].url, str_of(err.field), rows[i].ok ? STR("") : STR("media_url"));
	}
	struct err err = ERR_INIT;
	check_ok(media_url_check(&a, "media_url", STR("http://localhost:8090/a.jpg"),
				 NET_PUBLIC_OR_SELF, false, &err),
		 &err);
}

static void test_kinds(void **state)
{
	static const struct {
		const char *url, *kind;
	} rows[] = {
		{ "https://x.id/a.jpg", "image" },     { "https://x.id/a.mp4", "video" },
		{ "https://x.id/a.MOV?x=1", "video" }, { "https://x.id/a", "image" },
		{ "https://x.id/a?f=b.mp4", "image" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check_str(rows[i].url, media_kind_of(str_of(rows[i].url)), str_of(rows[i].kind));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_kinds),
	};
	return cmocka_run_group_tests_name("content/media_url", tests, NULL, NULL);
}
