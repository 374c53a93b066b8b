#include "graphsim/control/sim_publishing.h"

#include "graphsim/publish/container.h"

#define MS_MAX (366LL * 24 * 3600 * 1000)

static const char *const republish_names[REPUBLISH_COUNT] = {
	[REPUBLISH_REFUSED] = "refused",
	[REPUBLISH_UNKNOWN] = "unknown",
	[REPUBLISH_AGAIN] = "again",
};

/* ---- how it goes ---- */

static bool find_target(struct world *w, const struct json *body, struct str *ret, struct err *err)
{
	struct str name = json_text(json_get(body, STR("account")));
	struct str page = json_text(json_get(body, STR("page")));
	const struct account *a = world_account(w, name);

	*ret = STR("");
	if (page.at) {
		*ret = page;
		return world_page(w, page) ? true
					   : err_field(err, "page", "There is no Page of this id.");
	}
	if (!name.at)
		return true;
	if (!a)
		a = world_account_named(w, name);
	if (!a)
		return err_field(err, "account",
				 "account must be the id or the username of an account.");
	*ret = a->id;
	return true;
}

static bool read_number(const struct json *body, const char *name, int64_t *ret, struct err *err)
{
	const struct json *v = json_get(body, str_of(name));
	int64_t n;

	if (!v)
		return true;
	if (!json_to_int(v, &n) || n < 0 || n > MS_MAX)
		return err_field(err, name, "%s must be a whole number, 0 or more.", name);
	*ret = n;
	return true;
}

static bool read_republish(const struct json *body, enum republish *ret, struct err *err)
{
	const struct json *v = json_get(body, STR("republish"));

	if (!v)
		return true;
	for (int i = 0; i < REPUBLISH_COUNT; i++) {
		if (str_eq(json_text(v), str_of(republish_names[i]))) {
			*ret = (enum republish)i;
			return true;
		}
	}
	return err_field(err, "republish", "republish must be refused, unknown or again.");
}

static bool read_failure(const struct json *body, struct publish_rules *r, struct err *err)
{
	const struct json *v = json_get(body, STR("fail"));

	if (!v)
		return true;
	r->failure = graph_error_of_subcode(json_number_or(json_get(v, STR("subcode")), 0));
	r->failures_left = json_number_or(json_get(v, STR("times")), 1);
	return r->failure != GE_NONE ||
	       err_field(err, "fail", "fail.subcode must be one of meta-graph.md 5.8.");
}

static bool check_members(const struct json *body, struct err *err)
{
	static const char *const known[] = { "account",   "page",        "image_ms",
					     "video_ms",  "quota_total", "containers_max",
					     "republish", "duplicate_s", "fail",
					     "fetch_ms",  "deny",        "effect_delay_ms" };

	for (const struct json *m = json_first(body); m; m = m->next) {
		bool is_known = false;

		for (size_t i = 0; i < COUNT_OF(known); i++)
			is_known = is_known || str_eq(m->key, str_of(known[i]));
		if (!is_known)
			return err_field(err, "publishing", "There is no \"%.*s\" here.",
					 STR_ARG(m->key));
	}
	return true;
}

static bool read_denial(const struct json *body, struct publish_rules *r, struct err *err)
{
	const struct json *v = json_get(body, STR("deny"));

	if (!v)
		return true;
	r->denial_code = json_number_or(json_get(v, STR("code")), 0);
	r->denial_subcode = json_number_or(json_get(v, STR("subcode")), 0);
	r->denials_left = json_number_or(json_get(v, STR("times")), 1);
	return r->denial_code != 0 || err_field(err, "deny", "deny needs a code.");
}

bool sim_publishing_change(struct world *w, const struct json *body, struct err *err)
{
	struct str target;

	if (!check_members(body, err) || !find_target(w, body, &target, err))
		return false;
	struct publish_rules next = *publish_rules_for(&w->publishing, target);
	if (!read_number(body, "image_ms", &next.image_ms, err) ||
	    !read_number(body, "video_ms", &next.video_ms, err) ||
	    !read_number(body, "fetch_ms", &next.fetch_ms, err) ||
	    !read_number(body, "quota_total", &next.quota_total, err) ||
	    !read_number(body, "containers_max", &next.containers_max, err) ||
	    !read_number(body, "duplicate_s", &next.duplicate_s, err) ||
	    !read_republish(body, &next.republish, err) || !read_failure(body, &next, err) ||
	    !read_denial(body, &next, err) ||
	    !read_number(body, "effect_delay_ms", &next.effect_delay_ms, err))
		return false;
	struct publish_rules *r = publish_rules_make(&w->publishing, target);
	next.target = r->target;
	next.next = r->next;
	*r = next;
	return true;
}

void sim_publishing_write(const struct world *w, struct json_writer *j)
{
	json_array(j);
	for (const struct publish_rules *r = &w->publishing.rules; r; r = r->next) {
		json_object(j);
		json_put_str(j, "target", r->target.at ? r->target : STR(""));
		json_put_int(j, "image_ms", r->image_ms);
		json_put_int(j, "video_ms", r->video_ms);
		json_put_int(j, "fetch_ms", r->fetch_ms);
		json_put_int(j, "quota_total", r->quota_total);
		json_put_int(j, "containers_max", r->containers_max);
		json_put_str(j, "republish", str_of(republish_names[r->republish]));
		json_put_int(j, "duplicate_s", r->duplicate_s);
		json_put_int(j, "effect_delay_ms", r->effect_delay_ms);
		json_put_int(j, "denials_left", r->denials_left);
		json_put_int(j, "failures_left", r->failures_left);
		json_end_object(j);
	}
	json_end_array(j);
}

/* ---- the ledger ---- */

static void put_list(struct json_writer *j, const char *name, struct str text)
{
	json_key(j, str_of(name));
	json_array(j);
	for (struct str rest = text; rest.at && text.len > 0;)
		json_str(j, str_cut(&rest, ','));
	json_end_array(j);
}

/* The rest of what an Instagram container was made with. */
static void put_texts(struct world *w, struct json_writer *j, const struct ledger_item *i)
{
	struct sim_key key;
	const struct made *m =
		sim_id_parse(i->source, &key) ? made_find(&w->publishing, key) : NULL;

	if (!m || m->kind != MADE_CONTAINER)
		return;
	const struct container_texts *t = &m->container->texts;
	json_put_str(j, "alt_text", t->alt_text.at ? t->alt_text : STR(""));
	json_put_str(j, "location_id", t->location_id.at ? t->location_id : STR(""));
	json_put_str(j, "user_tags", t->user_tags.at ? t->user_tags : STR(""));
	json_put_str(j, "collaborators", t->collaborators.at ? t->collaborators : STR(""));
	json_put_bool(j, "share_to_feed", t->is_shared_to_feed);
	json_put_int(j, "container_published", m->container->publish_count);
}

static void put_item(struct world *w, struct arena *a, struct json_writer *j,
		     const struct ledger_item *i)
{
	json_object(j);
	json_put_int(j, "number", (int64_t)i->number);
	json_put_str(j, "platform", str_of(i->platform));
	json_put_str(j, "kind", str_of(i->kind));
	json_put_str(j, "target", i->target);
	json_put_str(j, "source", i->source);
	json_put_str(j, "id", i->id);
	json_put_str(j, "text", i->text.at ? i->text : STR(""));
	put_list(j, "sha256", i->hashes);
	json_put_str(j, "at", iso_text(a, i->at_ms / 1000, 0));
	json_put_int(j, "at_ms", i->at_ms);
	json_put_int(j, "copy", i->copy);
	put_texts(w, j, i);
	json_end_object(j);
}

static bool fits(const struct ledger_item *i, const struct params *args)
{
	struct str target = params_get(args, STR("target"));
	struct str kind = params_get(args, STR("kind"));
	struct str text = params_get(args, STR("text"));
	int64_t since;

	return (str_is_empty(target) || str_eq(target, i->target)) &&
	       (str_is_empty(kind) || str_eq(kind, str_of(i->kind))) &&
	       (!text.at || str_eq(text, i->text.at ? i->text : STR(""))) &&
	       (!str_to_i64(params_get(args, STR("since")), &since) ||
		i->number >= (uint64_t)since);
}

void sim_ledger_write(struct world *w, struct arena *a, const struct params *args,
		      struct json_writer *j)
{
	int64_t count = 0;
	int64_t copies = 0;

	publishing_advance(w);
	json_object(j);
	json_put_array(j, "items");
	for (const struct ledger_item *i = w->publishing.ledger; i; i = i->next) {
		if (!fits(i, args))
			continue;
		count++;
		copies += i->copy > 1;
		put_item(w, a, j, i);
	}
	json_end_array(j);
	json_put_int(j, "published", count);
	json_put_int(j, "distinct", count - copies);
	json_put_int(j, "duplicates", copies);
	json_end_object(j);
}
