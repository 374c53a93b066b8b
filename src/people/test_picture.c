/* Photos: what makes the picture stays, everything else goes, and anything odd is refused. */
#include "base/test.h"

#include "base/limits.h"
#include "people/picture.h"

#define SIGNATURE "\x89PNG\r\n\x1a\n"
#define IHDR "\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90\x77\x53\xde"
#define IDAT "\0\0\0\x0cIDAT\x08\xd7\x63\xf8\xcf\xc0\0\0\x03\x01\x01\0\x18\xdd\x8d\xb0"
#define TEXT                                                                                       \
	"\0\0\0\x03tEXta\0"                                                                        \
	"b"                                                                                        \
	"\xdc\x49\xa2\x3b"
#define IEND "\0\0\0\0IEND\xae\x42\x60\x82"

#define SOI "\xff\xd8"
#define JFIF "\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
#define ICC "\xff\xe2\0\x07ICC__"
#define COMMENT                                                                                    \
	"\xff\xfe\0\x06"                                                                           \
	"Rani"
#define DQT "\xff\xdb\0\x04\0\1"
#define FRAME(h, w) "\xff\xc0\0\x0b\x08" h w "\1\1\x11\0"
#define SMALL FRAME("\0\x02", "\0\x03")
#define SCAN                                                                                       \
	"\xff\xda\0\x08\1\1\0\0\x3f\0"                                                             \
	"ab\xff\0cd\xff\xd0"                                                                       \
	"ef"
#define EOI "\xff\xd9"
/* Little-endian, two tags: the maker, and orientation 6. */
#define EXIF                                                                                       \
	"\xff\xe1\0\x2e"                                                                           \
	"Exif\0\0"                                                                                 \
	"II*\0\x08\0\0\0"                                                                          \
	"\2\0"                                                                                     \
	"\x0f\x01\2\0\4\0\0\0"                                                                     \
	"ACME"                                                                                     \
	"\x12\x01\3\0\1\0\0\0\6\0\0\0"                                                             \
	"\0\0\0\0"
#define TURNED                                                                                     \
	"\xff\xe1\0\x22"                                                                           \
	"Exif\0\0"                                                                                 \
	"MM\0*\0\0\0\x08"                                                                          \
	"\0\1"                                                                                     \
	"\1\x12\0\3\0\0\0\1\0\6\0\0"                                                               \
	"\0\0\0\0"

#define B(text) STR(text)

static void cleaned(void **state)
{
	static const struct {
		const char *row;
		struct str in;
		struct str out; /* at == NULL: refused */
	} cases[] = {
		{ "png", STR_INIT(SIGNATURE IHDR IDAT IEND), STR_INIT(SIGNATURE IHDR IDAT IEND) },
		{ "png, text and a tail", STR_INIT(SIGNATURE IHDR TEXT IDAT IEND "<script>"),
		  STR_INIT(SIGNATURE IHDR IDAT IEND) },
		{ "png, bad checksum of text",
		  STR_INIT(SIGNATURE IHDR "\0\0\0\x03tEXta\0"
					  "b"
					  "\0\0\0\0" IDAT IEND),
		  { NULL, 0 } },
		{ "png without data", STR_INIT(SIGNATURE IHDR IEND), { NULL, 0 } },
		{ "png without end", STR_INIT(SIGNATURE IHDR IDAT), { NULL, 0 } },
		{ "png, two headers", STR_INIT(SIGNATURE IHDR IHDR IDAT IEND), { NULL, 0 } },
		{ "png, data first", STR_INIT(SIGNATURE IDAT IHDR IEND), { NULL, 0 } },
		{ "png, cut", STR_INIT(SIGNATURE "\0\0\0\xffIHDR"), { NULL, 0 } },
		{ "png, only a signature", STR_INIT(SIGNATURE), { NULL, 0 } },
		{ "jpeg", STR_INIT(SOI JFIF DQT SMALL SCAN EOI),
		  STR_INIT(SOI JFIF DQT SMALL SCAN EOI) },
		{ "jpeg, place and comment", STR_INIT(SOI JFIF ICC COMMENT SMALL SCAN EOI "tail"),
		  STR_INIT(SOI JFIF SMALL SCAN EOI) },
		{ "jpeg, turned", STR_INIT(SOI EXIF SMALL SCAN EOI),
		  STR_INIT(SOI TURNED SMALL SCAN EOI) },
		{ "jpeg, fill bytes", STR_INIT(SOI "\xff" SMALL SCAN EOI),
		  STR_INIT(SOI SMALL SCAN EOI) },
		{ "jpeg without frame", STR_INIT(SOI SCAN EOI), { NULL, 0 } },
		{ "jpeg without scan", STR_INIT(SOI SMALL EOI), { NULL, 0 } },
		{ "jpeg without end", STR_INIT(SOI SMALL SCAN), { NULL, 0 } },
		{ "jpeg, two frames", STR_INIT(SOI SMALL SMALL SCAN EOI), { NULL, 0 } },
		{ "jpeg, no width", STR_INIT(SOI FRAME("\0\2", "\0\0") SCAN EOI), { NULL, 0 } },
		{ "jpeg, too wide", STR_INIT(SOI FRAME("\0\2", "\x10\1") SCAN EOI), { NULL, 0 } },
		{ "jpeg, segment of length 1", STR_INIT(SOI "\xff\xe1\0\1"), { NULL, 0 } },
		{ "jpeg, segment past the end",
		  STR_INIT(SOI "\xff\xe1\xff\xff"
			       "x"),
		  { NULL, 0 } },
		{ "jpeg, rubbish between", STR_INIT(SOI JFIF "xx" SMALL SCAN EOI), { NULL, 0 } },
		{ "gif", STR_INIT("GIF89a\1\0\1\0\0\0\0;"), { NULL, 0 } },
		{ "svg", STR_INIT("<svg xmlns='http://www.w3.org/2000/svg'/>"), { NULL, 0 } },
		{ "html", STR_INIT("<html>"), { NULL, 0 } },
		{ "nothing", STR_INIT(""), { NULL, 0 } },
	};
	struct arena a;

	(void)state;
	arena_init(&a, 4 * MIB);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct picture picture = { 0 };
		bool ok = picture_clean(&a, cases[i].in, &picture);

		check_int(cases[i].row, ok, cases[i].out.at != NULL);
		if (ok)
			check_str(cases[i].row, picture.bytes, cases[i].out);
		if (ok && str_starts_with(cases[i].in, B("\xff")))
			check_int(cases[i].row, picture.width * 10 + picture.height, 32);
	}
	arena_free(&a);
}

/* Every beginning of a good picture is refused, and reads nothing it must not (sanitizers look). */
static void cut_anywhere(void **state)
{
	static const struct str whole[] = {
		STR_INIT(SIGNATURE IHDR TEXT IDAT IEND),
		STR_INIT(SOI EXIF JFIF DQT SMALL SCAN EOI),
	};

	(void)state;
	for (size_t k = 0; k < COUNT_OF(whole); k++)
		for (size_t len = 0; len < whole[k].len; len++) {
			struct picture picture;
			struct arena a;

			arena_init(&a, 1 * MIB);
			char *copy = str_z(&a, str_sub(whole[k], 0, len));

			assert_false(picture_clean(&a, (struct str){ copy, len }, &picture));
			arena_free(&a);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cleaned),
		cmocka_unit_test(cut_anywhere),
	};
	return cmocka_run_group_tests_name("people/picture", tests, NULL, NULL);
}
