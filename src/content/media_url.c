#include "content/media_url.h"

#include "base/url.h"

#define URL_MAX 2048

/* ---- endings ----------------------------------------------------------------------------------
 */

static const struct {
	const char *ending;
	const char *kind; /* NULL: Instagram takes no such file */
} endings[] = {
	{ ".jpg", "image" }, { ".jpeg", "image" }, { ".mp4", "video" }, { ".mov", "video" },
	{ ".m4v", "video" }, { ".gif", NULL },     { ".png", NULL },    { ".webp", NULL },
	{ ".heic", NULL },   { ".avif", NULL },    { ".bmp", NULL },    { ".tif", NULL },
	{ ".tiff", NULL },   { ".svg", NULL },     { ".webm", NULL },   { ".avi", NULL },
	{ ".mkv", NULL },    { ".pdf", NULL },
};

static struct str path_of(struct str url)
{
	struct str path = str_sub(url, 0, str_find_char(url, '?'));

	return str_sub(path, 0, str_find_char(path, '#'));
}

static bool ends_with_nocase(struct str s, struct str end)
{
	return s.len >= end.len && str_eq_nocase(str_skip(s, s.len - end.len), end);
}

struct str media_kind_of(struct str url)
{
	for (size_t i = 0; i < COUNT_OF(endings); i++)
		if (endings[i].kind && ends_with_nocase(path_of(url), str_of(endings[i].ending)))
			return str_of(endings[i].kind);
	return STR("image");
}

static const char *refused_ending(struct str url)
{
	for (size_t i = 0; i < COUNT_OF(endings); i++)
		if (!endings[i].kind && ends_with_nocase(path_of(url), str_of(endings[i].ending)))
			return endings[i].ending;
	return NULL;
}

/* ---- addresses --------------------------------------------------------------------------------
 */

bool media_url_check(struct arena *a, const char *field, struct str url, enum net_reach reach,
		     bool any_format, struct err *err)
{
	struct err unread = ERR_INIT;
	struct url parsed;
	const char *ending = any_format ? NULL : refused_ending(url);

	if (url.len > URL_MAX || !url_parse(a, url, &parsed, &unread)) {
		err_field(err, field, "Isi dengan URL http(s) lengkap yang langsung ke file.");
		return err_say_en(err, "Enter a whole http(s) URL that leads to the file itself.");
	}
	if (ending) {
		err_field(err, field, "File %s tidak diterima: pakai JPEG, MP4 atau MOV.", ending);
		return err_say_en(err, "A %s file is not taken: use JPEG, MP4 or MOV.", ending);
	}
	if (!net_may_name(reach, a, parsed.host)) {
		err_field(err, field, "Alamat %.*s tidak dapat dijangkau Meta: pakai URL publik.",
			  STR_ARG(str_sub(parsed.host, 0, 80)));
		return err_say_en(err, "Meta cannot reach %.*s: use a public URL.",
				  STR_ARG(str_sub(parsed.host, 0, 80)));
	}
	return true;
}
