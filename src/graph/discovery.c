/* Other people's professional accounts (business_discovery), seen through one of our own. */
#include "graph/object.h"

/* Meta's code of a name that no professional account has. */
#define CODE_INVALID_USER 110

#define PROFILE_FIELDS                                                                             \
	"id,username,name,biography,website,profile_picture_url,followers_count,follows_count,"    \
	"media_count"
/* What is public of a post: no owner, no shortcode, no insights. */
#define POST_FIELDS                                                                                \
	"id,caption,media_type,media_product_type,media_url,thumbnail_url,permalink,timestamp,"    \
	"username,like_count,comments_count"

/*
 * User names and cursors go into the fields' own little language, where a bracket would end them:
 * only harmless letters may pass.
 */
static bool is_word(struct str s, const char *marks, size_t max)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			  (c >= '0' && c <= '9') ||
			  str_contains(str_of(marks), str_sub(s, i, i + 1));
		if (!ok)
			return false;
	}
	return s.len > 0 && s.len <= max;
}

/* Asks for `wanted` of the account; *ret is the answer's own part about it. */
static bool discover(struct graph_caller *who, struct arena *a, const struct graph_discovery *d,
		     struct str wanted, struct graph_reply *reply, struct err *err)
{
	if (!is_word(d->username, "._", 30))
		return err_field_texts(
			err, "username",
			"Username Instagram terdiri dari huruf, angka, titik dan garis bawah.",
			"An Instagram username is letters, digits, dots and underscores.");

	const struct graph_query query = {
		.endpoint = GRAPH_DISCOVERY,
		.id = d->own_ig_id,
		.fields = str_fmt(a, "business_discovery.username(%.*s){%.*s}",
				  STR_ARG(d->username), STR_ARG(wanted)),
	};
	if (!graph_call(who, a, &query, reply, err)) {
		/* Our own account can be what Meta does not find. */
		if (err->code == ERR_NOT_FOUND && reply->error.code != CODE_INVALID_USER)
			err->code = ERR_GRAPH_REFUSED;
		return false;
	}
	reply->json = json_get(reply->json, STR("business_discovery"));
	return !json_is_null(reply->json) ||
	       err_set(err, ERR_GRAPH, "DISCOVERY: an answer without an account");
}

bool graph_discover(struct graph_caller *who, struct arena *a, struct str own_ig_id,
		    struct str username, struct graph_discovered *ret, struct err *err)
{
	const struct graph_discovery d = { .own_ig_id = own_ig_id, .username = username };
	struct graph_reply reply = { .json = NULL };

	*ret = (struct graph_discovered){ .why = { .class = GRAPH_CLASS_NONE } };
	if (!discover(who, a, &d, STR(PROFILE_FIELDS), &reply, err)) {
		ret->why = reply.error;
		return false;
	}
	return graph_ig_user_read(reply.json, &ret->user) ||
	       err_set(err, ERR_GRAPH, "DISCOVERY: an account without an id");
}

void graph_discovery_start(struct graph_discovery *d, struct str own_ig_id, struct str username,
			   unsigned limit, struct str after)
{
	const struct graph_query query = {
		.endpoint = GRAPH_DISCOVERY, .id = own_ig_id, .limit = limit, .after = after
	};

	*d = (struct graph_discovery){ .own_ig_id = own_ig_id, .username = username };
	graph_pager_start(&d->pages, &query);
	d->pages.is_nested = true;
}

bool graph_discovery_next(struct graph_discovery *d, struct graph_caller *who, struct arena *a,
			  struct graph_reply *reply, struct err *err)
{
	struct graph_pager *p = &d->pages;
	struct str after = str_of(p->after);
	struct err ended = ERR_INIT;

	if (p->state != GRAPH_PAGER_MORE)
		return false;
	p->state = GRAPH_PAGER_FAILED;
	if (after.len && !is_word(after, "_-=", sizeof(p->after)))
		return err_set(err, ERR_GRAPH, "DISCOVERY: a cursor that cannot be used");
	struct str place = after.len ? str_fmt(a, ".after(%.*s)", STR_ARG(after)) : STR("");
	struct str wanted =
		str_fmt(a, "media.limit(%u)%.*s{" POST_FIELDS "}", p->query.limit, STR_ARG(place));
	if (!discover(who, a, d, wanted, reply, err))
		return false;
	p->state = GRAPH_PAGER_MORE;
	/* An account without posts has no list at all. A page that cannot be followed is one. */
	reply->json = json_get(reply->json, STR("media"));
	if (!graph_pager_advance(p, reply->json, &ended))
		*err = ended;
	return true;
}
