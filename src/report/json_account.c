/*
 * Everything of an account as one JSON document, written while it is read. Members are named and
 * shaped as in the answers of the API (api/downloads.c has the document's shape); what is not
 * known is null. Memory does not grow with posts, comments or stories.
 */
#include "base/clock.h"
#include "report/json_document.h"
#include "store/accounts.h"
#include "store/competitors.h"

static void document_end(struct document *d)
{
	buf_free(&d->out);
}

bool document_drain(struct document *d, size_t least, struct err *err)
{
	if (buf_failed(&d->out))
		return err_set(err, ERR_TOO_LARGE, "an item of more than %u bytes",
			       JSON_ITEM_MAX_BYTES);
	if (d->out.len < least)
		return true;
	if (!sink_write(&d->sink, buf_str(&d->out), err))
		return false;
	buf_clear(&d->out);
	return true;
}

bool document_end_item(struct document *d, struct err *err)
{
	json_end_object(&d->json);
	return document_drain(d, JSON_BLOCK_BYTES, err);
}

/* ---- members ------------------------------------------------------------------------------- */

void document_text(struct document *d, const char *key, struct str value)
{
	json_key(&d->json, str_of(key));
	if (value.at)
		json_str(&d->json, value);
	else
		json_null(&d->json);
}

void document_opt_int(struct document *d, const char *key, struct opt_int value)
{
	json_key(&d->json, str_of(key));
	if (value.has)
		json_int(&d->json, value.value);
	else
		json_null(&d->json);
}

void document_opt_double(struct document *d, const char *key, struct opt_double value)
{
	json_key(&d->json, str_of(key));
	if (value.has)
		json_double(&d->json, value.value);
	else
		json_null(&d->json);
}

void document_time(struct document *d, const char *key, int64_t unix_s)
{
	const struct stats *s = d->reading;

	document_text(d, key,
		      unix_s ? iso_text(s->arena, unix_s, tz_offset_s(s->tz, unix_s)) : STR_NONE);
}

void document_day(struct document *d, const char *key, int64_t day)
{
	document_text(d, key, day_text(d->reading->arena, day));
}

/* ---- the document -------------------------------------------------------------------------- */

static const struct section {
	struct str name;
	document_list *put;
	bool of_competitors; /* theirs as well */
} sections[] = {
	{ STR_INIT("user_data"), document_user_data, true },
	{ STR_INIT("engagement"), document_engagement, true },
	{ STR_INIT("reach"), document_reach, false },
	{ STR_INIT("impressions"), document_impressions, false },
	{ STR_INIT("insights"), document_insights, false },
	{ STR_INIT("page_insights"), document_page_insights, false },
	{ STR_INIT("online_followers"), document_online_followers, false },
	{ STR_INIT("audience_city"), document_cities, false },
	{ STR_INIT("audience_country"), document_countries, false },
	{ STR_INIT("audience_gender_age"), document_genders, false },
	{ STR_INIT("growth"), document_growth, false },
	{ STR_INIT("growth_media"), document_growth_media, false },
	{ STR_INIT("hashtag_metrics"), document_hashtags, true },
	{ STR_INIT("stories"), document_stories, false },
	{ STR_INIT("mentions"), document_mentions, false },
	{ STR_INIT("media"), document_media, true },
};

_Static_assert(COUNT_OF(sections) + 1 == EXPORT_JSON_SECTIONS, "each is a step");

static bool put_section(struct document *d, const struct section *section, struct err *err)
{
	struct arena_mark mark = arena_mark(d->reading->arena);

	json_key(&d->json, section->name);
	json_array(&d->json);
	if (!section->put(d, err))
		return false;
	json_end_array(&d->json);
	arena_rewind(d->reading->arena, mark);
	return true;
}

static bool put_competitor(struct document *d, const struct competitor_row *who, struct err *err)
{
	struct stats reading = *d->reading;
	const struct stats *own = d->reading;
	bool ok = true;

	reading.account_id = who->id;
	d->reading = &reading;
	d->is_competitor = true;
	json_object(&d->json);
	json_put_str(&d->json, "id", who->id);
	document_text(d, "username", who->username);
	document_text(d, "name", who->name);
	document_text(d, "biography", who->biography);
	document_time(d, "updated_timestamp", who->updated_s);
	for (size_t i = 0; ok && i < COUNT_OF(sections); i++)
		if (sections[i].of_competitors)
			ok = put_section(d, &sections[i], err);
	if (ok)
		json_end_object(&d->json);
	d->reading = own;
	d->is_competitor = false;
	return ok;
}

static bool is_wanted(const struct str_list *ids, struct str id)
{
	for (size_t i = 0; i < ids->count; i++)
		if (str_eq(ids->items[i], id))
			return true;
	return ids->count == 0;
}

static bool put_competitors(struct document *d, struct err *err)
{
	const struct export_request *request = d->job->request;
	const struct stats *s = d->reading;
	const struct competitor_owner owner = { request->user_id.value, s->account_id };
	struct competitor_rows rows = { 0 };

	if (!export_step(d->job, STR("competitors"), err))
		return false;
	json_put_array(&d->json, "competitors");
	if (request->user_id.has && !competitors_list(s->tx, s->arena, &owner, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++)
		if (is_wanted(&request->competitor_ids, rows.at[i].id) &&
		    !put_competitor(d, &rows.at[i], err))
			return false;
	json_end_array(&d->json);
	return true;
}

static bool put_account(struct document *d, struct err *err)
{
	const struct stats *s = d->reading;
	struct account_row account = { 0 };
	bool found = false;

	if (!accounts_get_any(s->tx, s->arena, s->account_id, &account, &found, err))
		return false;
	json_put_object(&d->json, "account");
	json_put_str(&d->json, "id", s->account_id);
	document_text(d, "username", account.username);
	document_text(d, "name", account.name);
	document_text(d, "biography", account.biography);
	document_text(d, "website", account.website);
	document_text(d, "profile_picture_url", account.profile_picture_url);
	document_time(d, "updated_timestamp", account.updated_s);
	json_end_object(&d->json);
	return true;
}

static void put_window(struct document *d)
{
	const struct window *w = d->reading->window;

	if (window_is_all(w)) {
		json_put_null(&d->json, "start");
		json_put_null(&d->json, "end");
		return;
	}
	document_time(d, "start", w->now.start_s);
	document_time(d, "end", w->now.end_s);
}

bool export_json(struct export_job *job, const struct export_file *file, struct sink sink,
		 struct err *err)
{
	cleanup(document_end) struct document d = {
		.job = job,
		.reading = job->reading,
		.sink = sink,
	};

	(void)file;
	buf_init(&d.out, JSON_ITEM_MAX_BYTES);
	json_start(&d.json, &d.out, JSON_PLAIN);
	json_object(&d.json);
	document_time(&d, "exported_at", job->exported_s);
	put_window(&d);
	if (!put_account(&d, err))
		return false;
	for (size_t i = 0; i < COUNT_OF(sections); i++)
		if (!export_step(job, sections[i].name, err) || !put_section(&d, &sections[i], err))
			return false;
	if (!put_competitors(&d, err))
		return false;
	json_end_object(&d.json);
	buf_putc(&d.out, '\n');
	return document_drain(&d, 1, err);
}
