#include "content/media_url.h"

#include <arpa/inet.h>
#include <netinet/in.h>

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

static const struct {
	uint32_t net;
	int bits;
} private_nets[] = {
	{ 0x00000000, 8 },  { 0x0a000000, 8 },  { 0x64400000, 10 }, { 0x7f000000, 8 },
	{ 0xa9fe0000, 16 }, { 0xac100000, 12 }, { 0xc0000000, 24 }, { 0xc0a80000, 16 },
	{ 0xc6120000, 15 }, { 0xe0000000, 3 },
};

static bool is_private_v4(uint32_t ip)
{
	for (size_t i = 0; i < COUNT_OF(private_nets); i++)
		if (ip >> (32 - private_nets[i].bits) ==
		    private_nets[i].net >> (32 - private_nets[i].bits))
			return true;
	return false;
}

static bool is_private_v6(const struct in6_addr *ip)
{
	const unsigned char *b = ip->s6_addr;

	if (IN6_IS_ADDR_V4MAPPED(ip) || IN6_IS_ADDR_V4COMPAT(ip))
		return true;
	return IN6_IS_ADDR_UNSPECIFIED(ip) || IN6_IS_ADDR_LOOPBACK(ip) ||
	       IN6_IS_ADDR_LINKLOCAL(ip) || IN6_IS_ADDR_MULTICAST(ip) || (b[0] & 0xfe) == 0xfc;
}

/* Old spellings of IPv4 (0x7f.1, 2130706433) are believed by some resolvers: all digits and dots.
 */
static bool looks_numeric(struct str host)
{
	struct str rest = host, last = host;

	while (rest.at)
		last = str_cut(&rest, '.');
	return last.len > 0 && last.at[0] >= '0' && last.at[0] <= '9';
}

static bool is_private_host(struct arena *a, struct str host)
{
	static const char *const names[] = { ".local", ".internal", ".localhost", ".lan", ".home" };
	struct in_addr v4;
	struct in6_addr v6;
	const char *text = str_z(a, host);

	if (inet_pton(AF_INET, text, &v4) == 1)
		return is_private_v4(ntohl(v4.s_addr));
	if (inet_pton(AF_INET6, text, &v6) == 1)
		return is_private_v6(&v6);
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (str_ends_with(host, str_of(names[i])))
			return true;
	return str_find_char(host, '.') == host.len || looks_numeric(host);
}

bool media_url_check(struct arena *a, const char *field, struct str url, bool private_ok,
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
	if (!private_ok && is_private_host(a, parsed.host)) {
		err_field(err, field, "Alamat %.*s tidak dapat dijangkau Meta: pakai URL publik.",
			  STR_ARG(str_sub(parsed.host, 0, 80)));
		return err_say_en(err, "Meta cannot reach %.*s: use a public URL.",
				  STR_ARG(str_sub(parsed.host, 0, 80)));
	}
	return true;
}
