/* The media of a post that is to be stored: addresses, uploads, covers, and what kind they make. */
#include "content/media_url.h"
#include "content/text_rules.h"
#include "planning/plan_impl.h"
#include "store/store.h"
#include "store/uploads.h"
#include "uploads/uploads.h"

struct reading {
	struct publish *p;
	struct arena *a;
	const struct post_actor *who;
	const struct post_plan *plan;
	bool is_for_instagram;
};

static bool media_field(struct err *err, const char *text_id, const char *text_en)
{
	return err_field_texts(err, "media", text_id, text_en);
}

/* "media[0].cover.url" */
static const char *field_of(const struct reading *r, size_t i, bool is_cover, const char *member)
{
	return str_z(r->a, str_fmt(r->a, "media[%zu]%s.%s", i, is_cover ? ".cover" : "", member));
}

/* ---- one medium -------------------------------------------------------------------------------
 */

/* Of the user's own: what it is. */
static bool read_upload(const struct reading *r, const char *field, int64_t id,
			struct media_facts *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct upload_row row;
	bool found;

	if (!store_read(r->p->config.store, &tx, err) ||
	    !uploads_get(tx, r->a, r->who->user_id, id, &row, &found, err))
		return false;
	if (!found)
		return err_field_texts(err, field, "Berkas unggahan ini tidak ada.",
				       "There is no such uploaded file.");
	*ret = media_facts_read(r->a, row.facts);
	return true;
}

/* Where a medium or a cover is; *ret_kind only says what an upload is. */
static bool check_source(const struct reading *r, size_t i, bool is_cover, struct str *url,
			 struct opt_int upload_id, struct str *ret_kind, struct err *err)
{
	const char *field = field_of(r, i, is_cover, upload_id.has ? "upload_id" : "url");
	struct media_facts facts;

	if (r->plan->media_field)
		field = r->plan->media_field;
	if (!upload_id.has)
		return media_url_check(r->a, field, *url, r->p->config.media_reach,
				       !r->is_for_instagram, err);
	if (url->len)
		return err_field_texts(err, field, "Isi url atau upload_id, bukan keduanya.",
				       "Enter url or upload_id, not both.");
	if (!read_upload(r, field, upload_id.value, &facts, err))
		return false;
	*url = STR("");
	*ret_kind = media_format_info(facts.format)->is_video ? STR("video") : STR("image");
	return true;
}

static bool check_cover(const struct reading *r, size_t i, struct post_media_row *m,
			struct err *err)
{
	struct str kind = STR("image");

	if (!m->cover_url.at)
		return true;
	if (!check_source(r, i, true, &m->cover_url, m->cover_upload_id, &kind, err))
		return false;
	return str_eq(kind, STR("image")) ||
	       err_field_texts(err, field_of(r, i, true, "upload_id"), "Sampul adalah gambar.",
			       "A cover is an image.");
}

static bool check_medium(const struct reading *r, size_t i, struct post_media_row *m,
			 struct err *err)
{
	struct str is = STR_NONE;

	if (!check_source(r, i, false, &m->url, m->upload_id, &is, err))
		return false;
	if (is.at)
		m->kind = is;
	if (!m->kind.len)
		m->kind = media_kind_of(m->url);
	if (!str_eq(m->kind, STR("image")) && !str_eq(m->kind, STR("video")))
		return err_field_texts(err, field_of(r, i, false, "kind"),
				       "Isi dengan image atau video.", "Enter image or video.");
	if (!m->alt_text.len)
		m->alt_text = STR_NONE;
	if (m->alt_text.at &&
	    !text_check(r->a, TEXT_ALT, field_of(r, i, false, "alt_text"), m->alt_text, err))
		return false;
	return check_cover(r, i, m, err);
}

/* ---- all of them ------------------------------------------------------------------------------
 */

static enum post_kind kind_by_media(const struct post_media_rows *media)
{
	if (media->count != 1)
		return media->count ? POST_KIND_CAROUSEL : POST_KIND_TEXT;
	return str_eq(media->at[0].kind, STR("video")) ? POST_KIND_REEL : POST_KIND_IMAGE;
}

static bool check_count(const struct post_kind_info *k, size_t count, struct err *err)
{
	if (count >= k->media_min && count <= k->media_max)
		return true;
	err_field(err, "media", "Posting jenis %s memuat %zu sampai %zu media; ini %zu.", k->name,
		  k->media_min, k->media_max, count);
	return err_say_en(err, "A post of kind %s has %zu to %zu media; this has %zu.", k->name,
			  k->media_min, k->media_max, count);
}

static bool check_fit(const struct checked_plan *c, const struct post_kind_info *k,
		      const struct json *options, struct err *err)
{
	for (size_t i = 0; i < c->media.count; i++) {
		bool is_video = str_eq(c->media.at[i].kind, STR("video"));
		if (is_video && !k->takes_video)
			return media_field(err, "Jenis posting ini tidak memuat video: pakai reel.",
					   "This kind of post takes no video: use reel.");
		if (!is_video && k->needs_video)
			return media_field(err, "Jenis posting ini memuat sebuah video.",
					   "This kind of post is a video.");
		if (c->media.at[i].cover_url.at && c->kind != POST_KIND_REEL)
			return media_field(err, "Hanya reel yang punya sampul.",
					   "Only a reel has a cover.");
		if (c->media.at[i].cover_url.at &&
		    !json_is_null(json_get(options, STR("cover_url"))))
			return err_field_texts(err, "cover_url",
					       "Isi sampul media atau cover_url, bukan keduanya.",
					       "Enter the medium's cover or cover_url, not both.");
	}
	return true;
}

static bool is_for(const struct post_plan *plan, struct str place)
{
	for (size_t i = 0; i < plan->target_count; i++)
		if (str_eq(plan->targets[i].place, place))
			return true;
	return false;
}

bool post_plan_read_media(struct publish *p, struct arena *a, const struct post_actor *who,
			  const struct post_plan *plan, struct checked_plan *c, struct err *err)
{
	const struct reading r = { p, a, who, plan, is_for(plan, STR("instagram")) };

	c->media.count = plan->media.count;
	c->media.at = arena_new_n(a, struct post_media_row, plan->media.count + 1);
	for (size_t i = 0; i < plan->media.count; i++) {
		c->media.at[i] = plan->media.at[i];
		if (!check_medium(&r, i, &c->media.at[i], err))
			return false;
	}
	if (!c->media.count && r.is_for_instagram)
		return media_field(err, "Instagram memerlukan gambar atau video.",
				   "Instagram needs an image or a video.");
	if (!plan->kind.len)
		c->kind = kind_by_media(&c->media);
	const struct post_kind_info *k = post_kind_info(c->kind);
	return check_count(k, c->media.count, err) && check_fit(c, k, plan->options, err);
}

/* ---- in the transaction that stores it --------------------------------------------------------
 */

bool post_plan_keep_media(struct db_tx *tx, int64_t post_id, const struct post_media_rows *media,
			  int64_t now_s, struct err *err)
{
	for (size_t i = 0; i < media->count; i++) {
		const struct post_media_row *m = &media->at[i];
		if ((m->upload_id.has && !uploads_touch(tx, m->upload_id.value, now_s, err)) ||
		    (m->cover_upload_id.has &&
		     !uploads_touch(tx, m->cover_upload_id.value, now_s, err)))
			return false;
	}
	return post_media_put(tx, post_id, media, err);
}

/* What makes two media the same; nothing for what is at an address alone. */
struct str post_plan_media_text(struct arena *a, const struct post_media_row *m)
{
	if (!m->upload_id.has && !m->cover_url.at)
		return STR("");
	return str_fmt(a, " %lld %.*s %lld", (long long)opt_int_or(m->upload_id, 0),
		       STR_ARG(m->cover_url), (long long)opt_int_or(m->cover_upload_id, 0));
}
