/* The folder of kept pictures: FOLDER/ab/abcdef….jpg, by the hash of the address. */
#include "base/fs.h"
#include "base/limits.h"
#include "base/url.h"
#include "crypto/hash.h"
#include "pictures/internal.h"

/* Parts of an address that are signed anew at every reply, or say where it is served from. */
static const char *const fleeting[] = {
	"oh", "oe", "ccb", "edm", "efg", "ext", "hash", "ig_cache_key",
};

static bool is_fleeting(struct str name)
{
	if (str_starts_with(name, STR("_nc_")))
		return true;
	for (size_t i = 0; i < COUNT_OF(fleeting); i++)
		if (str_eq(name, str_of(fleeting[i])))
			return true;
	return false;
}

/* Meta serves one picture from many hosts of a domain: its last two labels name it. */
static struct str domain_of(struct str host)
{
	size_t dots = 0;

	for (size_t i = host.len; i > 0; i--)
		if (host.at[i - 1] == '.' && ++dots == 2)
			return str_skip(host, i);
	return host;
}

struct str pictures_key(struct arena *a, struct str url)
{
	struct err err = ERR_INIT;
	struct url parts;

	if (!url.len || !url_parse(a, url, &parts, &err))
		return STR_NONE;
	struct str text =
		str_fmt(a, "%.*s%.*s", STR_ARG(domain_of(parts.host)), STR_ARG(parts.path));

	for (struct str rest = parts.query.len ? parts.query : STR_NONE; rest.at;) {
		struct str param = str_cut(&rest, '&');
		struct str value = param;
		struct str name = str_cut(&value, '=');
		if (!is_fleeting(name))
			text = str_fmt(a, "%.*s&%.*s", STR_ARG(text), STR_ARG(param));
	}
	return sha256_hex(a, text);
}

struct str picture_path(struct arena *a, struct str folder, struct str key)
{
	return str_fmt(a, "%.*s/%.*s/%.*s.jpg", STR_ARG(folder), STR_ARG(str_sub(key, 0, 2)),
		       STR_ARG(key));
}

/* ---- the size of a JPEG (ITU T.81 B.2.2: the frame header) ---- */

static unsigned byte_at(struct str s, size_t i)
{
	return (unsigned char)s.at[i];
}

bool jpeg_size(struct str jpeg, uint32_t *ret_width, uint32_t *ret_height)
{
	size_t at = 2;

	if (jpeg.len < 4 || byte_at(jpeg, 0) != 0xff || byte_at(jpeg, 1) != 0xd8)
		return false;
	while (at + 9 < jpeg.len && byte_at(jpeg, at) == 0xff) {
		unsigned marker = byte_at(jpeg, at + 1);
		size_t length = byte_at(jpeg, at + 2) << 8 | byte_at(jpeg, at + 3);
		bool is_frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 &&
				marker != 0xc8 && marker != 0xcc;

		if (is_frame) {
			*ret_height = byte_at(jpeg, at + 5) << 8 | byte_at(jpeg, at + 6);
			*ret_width = byte_at(jpeg, at + 7) << 8 | byte_at(jpeg, at + 8);
			return *ret_width > 0 && *ret_height > 0;
		}
		at += 2 + length;
	}
	return false;
}

bool pictures_get(struct arena *a, struct str folder, struct str url, struct kept_picture *ret)
{
	struct err err = ERR_INIT;
	struct str key = pictures_key(a, url);
	struct kept_picture kept;

	if (!key.at || !fs_read(a, str_z(a, picture_path(a, folder, key)), PICTURE_KEPT_MAX_BYTES,
				&kept.jpeg, &err))
		return false;
	if (!jpeg_size(kept.jpeg, &kept.width, &kept.height))
		return false;
	*ret = kept;
	return true;
}
