/* From an address to a picture in the cache. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/url.h"
#include "net/net.h"
#include "pictures/internal.h"
#include "pictures/raster.h"

#define FETCH_MAX_BYTES (8 * MIB)
#define FETCH_TIMEOUT_MS 15000
#define REDIRECTS_MAX 3
#define FOLDER_MODE 0700
#define FILE_MODE 0600

struct pictures *pictures_new(const struct pictures_config *config)
{
	struct pictures *p = calloc(1, sizeof(*p));

	if (!p)
		abort();
	p->config = *config;
	return p;
}

struct pictures *pictures_free(struct pictures *p)
{
	free(p);
	return NULL;
}

static struct str origin_of(struct arena *a, const struct url *url)
{
	return url->port ? str_fmt(a, "%.*s://%.*s:%d", STR_ARG(url->scheme), STR_ARG(url->host),
				   url->port)
			 : str_fmt(a, "%.*s://%.*s", STR_ARG(url->scheme), STR_ARG(url->host));
}

static bool may_ask(const struct pictures *p, struct arena *a, struct str url, bool *ret_trusted,
		    struct err *err)
{
	struct url parts;

	if (!url_parse(a, url, &parts, err))
		return false;
	*ret_trusted = p->config.trusted_origin.len &&
		       str_eq(origin_of(a, &parts), p->config.trusted_origin);
	return *ret_trusted || str_eq(parts.scheme, STR("https")) ||
	       err_set(err, ERR_BAD_REQUEST, "not https");
}

/* Where a redirect leads: an address, or a path on the same server. */
static struct str next_url(struct arena *a, struct str from, struct str location)
{
	struct err err = ERR_INIT;
	struct url parts;

	if (!str_starts_with(location, STR("/")) || str_starts_with(location, STR("//")) ||
	    !url_parse(a, from, &parts, &err))
		return location;
	return str_fmt(a, "%.*s%.*s", STR_ARG(origin_of(a, &parts)), STR_ARG(location));
}

static bool is_redirect(int status)
{
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static bool ask(struct pictures *p, struct arena *a, struct str url, struct str *ret,
		struct err *err)
{
	static const struct net_header headers[] = {
		{ STR_INIT("Accept"), STR_INIT("image/jpeg, image/png, image/webp") },
	};

	for (int turn = 0; turn <= REDIRECTS_MAX; turn++) {
		struct net_reply reply;
		bool is_trusted;
		if (!may_ask(p, a, url, &is_trusted, err))
			return false;
		const struct net_request request = {
			.method = "GET",
			.url = url,
			.headers = headers,
			.header_count = COUNT_OF(headers),
			.timeout_ms = FETCH_TIMEOUT_MS,
			.max_reply_bytes = FETCH_MAX_BYTES,
			.reach = is_trusted ? NET_ANYWHERE : NET_PUBLIC,
		};
		if (!net_fetch(p->config.net, a, &request, &reply, err))
			return false;
		if (!is_redirect(reply.status)) {
			*ret = reply.body;
			return reply.status == 200 ||
			       err_set(err, ERR_NETWORK, "the server answered %d", reply.status);
		}
		url = next_url(a, url, net_reply_header(&reply, STR("Location")));
	}
	return err_set(err, ERR_NETWORK, "more than %d redirects", REDIRECTS_MAX);
}

static bool shrink(struct str bytes, struct buf *out, struct err *err)
{
	cleanup(raster_free) struct raster whole = { .rgb = NULL };
	cleanup(raster_free) struct raster small = { .rgb = NULL };
	cleanup(raster_free) struct raster upright = { .rgb = NULL };

	return (raster_decode(bytes, &whole) && raster_shrink(&whole, PICTURES_SIDE_MAX, &small) &&
		raster_upright(&small, &upright) && jpeg_encode(&upright, out)) ||
	       err_set(err, ERR_BAD_REQUEST, "no picture, or too large a one");
}

static bool keep(const struct pictures *p, struct arena *a, struct str key, struct str jpeg,
		 struct err *err)
{
	struct str path = picture_path(a, p->config.folder, key);
	size_t name_at = path.len - key.len - sizeof("/.jpg") + 1;

	return fs_make_dirs(str_z(a, str_sub(path, 0, name_at)), FOLDER_MODE, err) &&
	       fs_replace(str_z(a, path), FILE_MODE, jpeg, err);
}

/* What is asked for again is not old. */
static bool is_kept(const char *path)
{
	return utimensat(AT_FDCWD, path, NULL, AT_SYMLINK_NOFOLLOW) == 0;
}

bool pictures_fetch(struct pictures *p, struct arena *a, struct str url, bool *ret_fetched,
		    struct err *err)
{
	cleanup(buf_free) struct buf jpeg = { 0 };
	struct str key = pictures_key(a, url);
	struct str bytes;

	*ret_fetched = false;
	if (!key.at)
		return err_set(err, ERR_BAD_REQUEST, "not an address");
	if (is_kept(str_z(a, picture_path(a, p->config.folder, key))))
		return true;
	buf_init(&jpeg, PICTURE_KEPT_MAX_BYTES);
	*ret_fetched = ask(p, a, url, &bytes, err) && shrink(bytes, &jpeg, err) &&
		       keep(p, a, key, buf_str(&jpeg), err);
	return *ret_fetched;
}
