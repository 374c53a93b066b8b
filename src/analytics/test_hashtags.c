#include "base/test.h"

#include "analytics/hashtags.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/rng.h"

static struct str joined(struct arena *a, struct str_list list)
{
	struct str text = STR("");

	for (size_t i = 0; i < list.count; i++)
		text = str_fmt(a, "%.*s%s%.*s", STR_ARG(text), i ? " " : "",
			       STR_ARG(list.items[i]));
	return text;
}

static void test_extraction(void **state)
{
	static const struct {
		const char *caption, *hashtags;
	} rows[] = {
		{ "", "" },
		{ "tanpa tagar", "" },
		{ "#", "" },
		{ "# kopi", "" },
		{ "##", "" },
		{ "##kopi", "#kopi" },
		{ "Selamat pagi! #kopi #KopiSusu.", "#kopi #KopiSusu" },
		{ "#kopi#susu#gula", "#kopi #susu #gula" },
		{ "#kopi,#susu;#gula!", "#kopi #susu #gula" },
		{ "baris\n#satu\r\n#dua\ttab #tiga", "#satu #dua #tiga" },
		{ "#resep_ibu #2023 #day1 #_x", "#resep_ibu #2023 #day1 #_x" },
		{ "#ayam-geprek", "#ayam" },
		{ "#rendang's", "#rendang" },
		{ "C# dan F#minor", "" },
		{ "a#b", "" },
		{ "(#promo)", "#promo" },
		{ "#Kopi #KOPI #kopi", "#Kopi" },
		{ "#Ｋｏｐｉ #kopi #ＫＯＰＩ", "#Ｋｏｐｉ #kopi" },
		{ "＃マクロ", "#マクロ" },
		{ "#café #cafe\u0301", "#café" },
		{ "#straße #STRASSE", "#straße" },
		{ "#Москва #العربية #हिन्दी #ไทย #한국", "#Москва #العربية #हिन्दी #ไทย #한국" },
		{ "#می\u200cخواهم", "#می\u200cخواهم" },
		{ "#akhir\u200d. #x", "#akhir #x" },
		{ "#🍜 enak", "#🍜" },
		{ "#mie🍜pedas", "#mie🍜pedas" },
		{ "#love❤️ ya", "#love❤️" },
		{ "#keluarga👨‍👩‍👧‍👦 #🇮🇩",
		  "#keluarga👨‍👩‍👧‍👦 #🇮🇩" },
		{ "#️⃣ bukan tagar", "" },
		{ "#1️⃣", "#1️⃣" },
		{ "👍🏽#ok", "#ok" },
		{ "Promo 50%! Cek @toko #diskon😍😍 #jakarta", "#diskon😍😍 #jakarta" },
		{ "https://x.test/#bagian", "#bagian" },
		{ "#a\xFFz", "#a" },
		{ "Mom&#39;s &amp; #kue &#kue2", "#kue" },
		/* as people write them */
		{ "Nasi goreng kampung ala @dapurnusantara.id 🍛🔥\n\nPesan sekarang ya "
		  "kak!\n.\n.\n.\n"
		  "#nasigoreng #KulinerJakarta #jktfoodbang\n#kulinernusantara, #makanenak…#laper",
		  "#nasigoreng #KulinerJakarta #jktfoodbang #kulinernusantara #makanenak #laper" },
		{ "Batik tulis asli Solo ✨ Ready stock! WA 0812-3456-7890\n"
		  "#batiktulis#batiksolo#umkm2024 #lokal_bangga #BanggaBuatanIndonesia🇮🇩",
		  "#batiktulis #batiksolo #umkm2024 #lokal_bangga #BanggaBuatanIndonesia🇮🇩" },
		{ "Flash sale 12.12!! Diskon s/d 70% (S&K berlaku) →#1212 #hari-belanja",
		  "#1212 #hari" },
		{ "新作ラーメン🍜できました！＃ラーメン #東京グルメ #food_porn",
		  "#ラーメン #東京グルメ #food_porn" },
		{ "오늘의 카페☕️ #카페스타그램 #서울카페☕️ #일상",
		  "#카페스타그램 #서울카페☕️ #일상" },
		{ "जयपुर की सैर #राजस्थान #गुलाबी_शहर।", "#राजस्थान #गुलाबी_शहर" },
		{ "அருமையான #தமிழ் உணவு", "#தமிழ்" },
		{ "อร่อยมาก #อาหารไทย #กรุงเทพฯ", "#อาหารไทย #กรุงเทพฯ" },
		{ "رمضان كريم 🌙 #رمضان_كريم #صيام١٤٤٥؟", "#رمضان_كريم #صيام١٤٤٥" },
		{ "Kahvaltı keyfi #İstanbul #çaysevgisi", "#İstanbul #çaysevgisi" },
		{ "#Ελλάδα #ΕΛΛΆΔΑ #ελλάδας", "#Ελλάδα #ελλάδας" },
		{ "ꦲꦏ꧀ꦱꦫꦗꦮ #ꦧꦠꦶꦏ꧀", "#ꦧꦠꦶꦏ꧀" },
		{ "#ngopi☕#santai🧘🏽‍♀️ bareng",
		  "#ngopi☕ #santai🧘🏽‍♀️" },
		{ "#👩🏽‍🍳masak #❤️‍🔥", "#👩🏽‍🍳masak #❤️‍🔥" },
		{ "#promo%20 #a/b #c:d #e=f #g+h #i\u2019j", "#promo #a #c #e #g #i" },
		{ "#🏴󠁧󠁢󠁷󠁬󠁳󠁿 cymru #tm™",
		  "#🏴󠁧󠁢󠁷󠁬󠁳󠁿 #tm™" },
	};
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, LIMIT_ARENA);
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check_str(rows[i].caption, joined(&a, hashtags_of(&a, str_of(rows[i].caption))),
			  str_of(rows[i].hashtags));
}

static void test_metrics(void **state)
{
	cleanup(arena_free) struct arena a;
	size_t count = 0;

	(void)state;
	arena_init(&a, LIMIT_ARENA);

	struct hashtag_table *t = hashtag_table_new(&a);

	/* Posts A (10 likes, 2 comments, #a #b), B (5, 1, #a), C (hidden likes, 3, #B #c). */
	hashtag_table_add(t, STR("#a"), OPT_INT(10), OPT_INT(2));
	hashtag_table_add(t, STR("#b"), OPT_INT(10), OPT_INT(2));
	hashtag_table_add(t, STR("#a"), OPT_INT(5), OPT_INT(1));
	hashtag_table_add(t, STR("#B"), OPT_NO_INT, OPT_INT(3));
	hashtag_table_add(t, STR("#c"), OPT_NO_INT, OPT_INT(3));

	const struct hashtag_metrics *m = hashtag_table_sorted(t, &count);

	check_int("count", count, 3);
	check_str("first", m[0].hashtag, STR("#a"));
	check_int("like", m[0].like, 15);
	check_int("comments", m[0].comments, 3);
	check_str("spelling", m[1].hashtag, STR("#b"));
	check_int("like", m[1].like, 10);
	check_int("comments", m[1].comments, 5);
	check_int("media", m[1].media_count, 2);
	check_str("last", m[2].hashtag, STR("#c"));
	check_int("like", m[2].like, 0);
}

/* Many tags: sums equal a naive recomputation, order is by engagement and then by name. */
static void test_metrics_property(void **state)
{
	enum { TAGS = 700 };
	static int64_t like[TAGS], comments[TAGS], media[TAGS];
	cleanup(arena_free) struct arena a;
	struct rng_seeded rng = { 11 };
	size_t count = 0, seen = 0;

	(void)state;
	arena_init(&a, LIMIT_ARENA);

	struct hashtag_table *t = hashtag_table_new(&a);

	for (int i = 0; i < 20000; i++) {
		uint64_t tag = rng_seeded_below(&rng, TAGS);
		int64_t l = (int64_t)rng_seeded_below(&rng, 4);
		int64_t c = (int64_t)rng_seeded_below(&rng, 2);

		seen += media[tag]++ == 0;
		like[tag] += l;
		comments[tag] += c;
		hashtag_table_add(t, str_fmt(&a, i % 2 ? "#Tag%d" : "#tag%d", (int)tag), OPT_INT(l),
				  OPT_INT(c));
	}

	const struct hashtag_metrics *m = hashtag_table_sorted(t, &count);

	check_int("count", count, seen);
	for (size_t i = 0; i < count; i++) {
		int64_t tag = -1;

		check_true("name", str_to_i64(str_skip(m[i].hashtag, 4), &tag));
		check_int("like", m[i].like, like[tag]);
		check_int("comments", m[i].comments, comments[tag]);
		check_int("media", m[i].media_count, media[tag]);
		if (i == 0)
			continue;
		int64_t above = m[i - 1].like + m[i - 1].comments;
		int64_t here = m[i].like + m[i].comments;

		check_true("order", above > here || (above == here &&
						     str_cmp(str_lower(&a, m[i - 1].hashtag),
							     str_lower(&a, m[i].hashtag)) < 0));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_extraction),
		cmocka_unit_test(test_metrics),
		cmocka_unit_test(test_metrics_property),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
