#include "assets/assets.h"

#include "base/arena.h"

const struct asset *assets_find(struct str path)
{
	size_t low = 0, high = assets_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(path, assets_table[middle].path);

		if (order == 0)
			return &assets_table[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/*
 * The weight an Accept-Encoding header gives a coding, in thousandths (RFC 9110 12.5.3): its own,
 * else that of `*`, else 0. `q=0` refuses.
 */
static int weight_of(struct str accept, struct str coding)
{
	int wildcard = 0;

	for (struct str rest = accept; rest.at;) {
		struct str item = str_cut(&rest, ',');
		struct str name = str_trim(str_cut(&item, ';'));
		struct str quality = str_trim(item);
		double q = 1;

		if (str_starts_with(quality, STR("q=")) && !str_to_double(str_skip(quality, 2), &q))
			q = 0;
		if (str_eq_nocase(name, coding))
			return (int)(q * 1000);
		if (str_eq(name, STR("*")))
			wildcard = (int)(q * 1000);
	}
	return wildcard;
}

static struct str bytes_of(struct asset_variant v)
{
	return (struct str){ (const char *)v.at, (size_t)(v.end - v.at) };
}

void assets_serve(const struct asset *asset, const struct http_request *req,
		  struct http_response *res)
{
	struct str accept = http_header(req, STR("Accept-Encoding"));
	const struct {
		struct asset_variant variant;
		struct str coding, etag_suffix;
	} choices[] = {
		{ asset->brotli, STR("br"), STR("-br") },
		{ asset->gzip, STR("gzip"), STR("-gz") },
	};
	size_t best = COUNT_OF(choices);
	int best_weight = 0;

	for (size_t i = 0; i < COUNT_OF(choices); i++) {
		int weight = choices[i].variant.at ? weight_of(accept, choices[i].coding) : 0;

		if (weight > best_weight) {
			best = i;
			best_weight = weight;
		}
	}
	bool is_coded = best < COUNT_OF(choices);
	struct str suffix = is_coded ? choices[best].etag_suffix : STR("");

	res->status = 200;
	res->static_body = bytes_of(is_coded ? choices[best].variant : asset->identity);
	http_set_content_type(res, asset->media_type);
	if (is_coded)
		http_set_header(res, STR("Content-Encoding"), choices[best].coding);
	http_set_header(res, STR("Vary"), STR("Accept-Encoding"));
	http_set_header(res, STR("ETag"),
			str_fmt(res->arena, "\"%.*s%.*s\"", STR_ARG(asset->etag), STR_ARG(suffix)));
	http_set_header(res, STR("Cache-Control"),
			asset->is_immutable ? STR("public, max-age=31536000, immutable")
					    : STR("no-cache"));
}
