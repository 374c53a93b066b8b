/* What a post may be: everything that can be said before it is stored. */
#include "publish/plan_impl.h"

#include "crypto/hash.h"
#include "publish/text_rules.h"
#include "store/connections.h"

static bool goes_to(const struct post_plan *plan, struct str place)
{
	for (size_t i = 0; i < plan->target_count; i++)
		if (str_eq(plan->targets[i].place, place))
			return true;
	return false;
}

/* ---- the rest ---------------------------------------------------------------------------------
 */

static bool check_kind(const struct post_plan *plan, struct checked_plan *c, struct err *err)
{
	if (!plan->kind.len || post_kind_parse(plan->kind, &c->kind))
		return true;
	err_field(err, "kind", "Isi dengan image, carousel, reel, story, video atau text.");
	return err_say_en(err, "Enter image, carousel, reel, story, video or text.");
}

static bool check_text(struct arena *a, const struct post_plan *plan, const struct checked_plan *c,
		       struct err *err)
{
	bool is_story = c->kind == POST_KIND_STORY;

	if (is_story && plan->first_comment.len) {
		err_field(err, "first_comment", "Story tidak punya komentar.");
		return err_say_en(err, "A story has no comments.");
	}
	if (is_story && plan->caption.len) {
		err_field(err, "caption", "Story tidak punya caption.");
		return err_say_en(err, "A story has no caption.");
	}
	if (c->kind == POST_KIND_TEXT && !plan->caption.len &&
	    json_is_null(json_get(plan->options, STR("link")))) {
		err_field(err, "caption", "Isi teksnya, atau sebuah tautan.");
		return err_say_en(err, "Enter a text, or a link.");
	}
	if (goes_to(plan, STR("page")) &&
	    !text_check(a, TEXT_PAGE_MESSAGE, "caption", plan->caption, err))
		return false;
	return !goes_to(plan, STR("instagram")) ||
	       (text_check(a, TEXT_INSTAGRAM_CAPTION, "caption", plan->caption, err) &&
		text_check(a, TEXT_INSTAGRAM_COMMENT, "first_comment", plan->first_comment, err));
}

static bool check_time(struct publish *p, struct arena *a, const struct post_actor *who,
		       const struct post_plan *plan, struct checked_plan *c, struct err *err)
{
	int64_t now_s = clock_now_s(p->config.clock);
	struct when when = { .at_s = now_s };

	if ((plan->time == PLAN_DRAFT && !plan->publish_at.len) || plan->time == PLAN_QUEUE)
		return true;
	if (plan->time != PLAN_NOW &&
	    !when_read(a, plan->publish_at, plan->time_zone, who->zone, now_s, &when, err))
		return false;
	c->post.publish_s = OPT_INT(when.at_s);
	c->post.wall_time = when.wall_time;
	c->post.time_zone = when.time_zone;
	return true;
}

/* A Page's album holds photos alone. */
static bool fits_place(const struct checked_plan *c, const struct place *place)
{
	bool has_video = false;

	for (size_t i = 0; i < c->media.count; i++)
		has_video = has_video || str_eq(c->media.at[i].kind, STR("video"));
	return place->kinds & (1u << c->kind) && !(has_video && place == &place_page);
}

static bool check_targets(const struct post_plan *plan, const struct checked_plan *c,
			  struct err *err)
{
	const struct plan_target *t = plan->targets;

	if (!plan->target_count || plan->target_count > PLAN_TARGETS_MAX) {
		err_field(err, "targets", "Pilih 1 sampai %d akun.", PLAN_TARGETS_MAX);
		return err_say_en(err, "Choose 1 to %d accounts.", PLAN_TARGETS_MAX);
	}
	for (size_t i = 0; i < plan->target_count; i++) {
		const struct place *place = place_find(t[i].place);
		if (!place) {
			err_field(err, "targets", "place: isi dengan instagram atau page.");
			return err_say_en(err, "place: enter instagram or page.");
		}
		if (!fits_place(c, place)) {
			err_field(err, "targets", "Posting jenis ini tidak dapat terbit di %s.",
				  place->name);
			return err_say_en(err, "This kind of post cannot be published at %s.",
					  place->name);
		}
		for (size_t j = 0; j < i; j++)
			if (str_eq(t[i].connection_id, t[j].connection_id) &&
			    str_eq(t[i].place, t[j].place)) {
				err_field(err, "targets", "Akun yang sama dua kali.");
				return err_say_en(err, "The same account twice.");
			}
	}
	return true;
}

/* What makes two requests the same. */
static struct str request_text(struct arena *a, const struct post_plan *plan, struct str options)
{
	struct str text =
		str_fmt(a, "%.*s\n%zu:%.*s\n%zu:%.*s\n%.*s\n%d %.*s %.*s\n", STR_ARG(plan->kind),
			plan->caption.len, STR_ARG(plan->caption), plan->first_comment.len,
			STR_ARG(plan->first_comment), STR_ARG(options), (int)plan->time,
			STR_ARG(plan->publish_at), STR_ARG(plan->time_zone));

	for (size_t i = 0; i < plan->media.count; i++)
		text = str_fmt(a, "%.*s%.*s %zu:%.*s%.*s\n", STR_ARG(text),
			       STR_ARG(plan->media.at[i].url), plan->media.at[i].alt_text.len,
			       STR_ARG(plan->media.at[i].alt_text),
			       STR_ARG(post_plan_media_text(a, &plan->media.at[i])));
	for (size_t i = 0; i < plan->target_count; i++)
		text = str_fmt(a, "%.*s%.*s %.*s\n", STR_ARG(text),
			       STR_ARG(plan->targets[i].connection_id),
			       STR_ARG(plan->targets[i].place));
	return text;
}

static struct str options_text(struct arena *a, const struct json *options)
{
	cleanup(buf_free) struct buf out;
	struct json_writer w;

	buf_init(&out, 64 * 1024);
	if (json_is_null(options))
		return STR("{}");
	json_start(&w, &out, JSON_PLAIN);
	json_copy(&w, options);
	return str_dup(a, buf_str(&out));
}

bool post_plan_read(struct publish *p, struct arena *a, const struct post_actor *who,
		    const struct post_plan *plan, struct checked_plan *ret, struct err *err)
{
	*ret = (struct checked_plan){ .post = { .user_id = who->user_id } };
	if (!check_kind(plan, ret, err) || !post_plan_read_media(p, a, who, plan, ret, err) ||
	    !check_text(a, plan, ret, err) || !post_options_check(ret->kind, plan->options, err) ||
	    !check_targets(plan, ret, err) || !check_time(p, a, who, plan, ret, err))
		return false;
	ret->post.kind = str_of(post_kind_info(ret->kind)->name);
	ret->post.caption = plan->caption.at ? plan->caption : STR("");
	ret->post.first_comment = plan->first_comment.len ? plan->first_comment : STR_NONE;
	ret->post.options = options_text(a, plan->options);
	ret->post.created_s = ret->post.updated_s = clock_now_s(p->config.clock);
	if (plan->idempotency_key.len) {
		struct sha256 hash = sha256(request_text(a, plan, ret->post.options));
		ret->post.idempotency_key = plan->idempotency_key;
		ret->post.request_hash = str_dup(a, sha256_str(&hash));
	}
	return true;
}

bool post_plan_check(struct publish *p, struct arena *a, const struct post_actor *who,
		     const struct post_plan *plan, struct err *err)
{
	struct checked_plan checked;

	return post_plan_read(p, a, who, plan, &checked, err);
}

/* ---- connections ------------------------------------------------------------------------------
 */

bool post_plan_check_target(struct db_tx *tx, struct arena *a, int64_t user_id,
			    const struct plan_target *target, bool is_draft,
			    struct str *ret_place_id, struct err *err)
{
	struct connection_row row;
	bool found, is_page = str_eq(target->place, STR("page"));

	if (!connections_get(tx, a, user_id, target->connection_id, &row, &found, err))
		return false;
	if (!found) {
		err_set(err, ERR_NOT_FOUND, "no connection \"%.*s\" of that user",
			STR_ARG(target->connection_id));
		err_say(err, "Koneksi ini tidak ada.");
		return err_say_en(err, "There is no such connection.");
	}
	*ret_place_id = is_page ? row.page_id : row.ig_account_id;
	if (is_draft)
		return true;
	const struct post_target_row at = { .place = target->place, .place_id = *ret_place_id };
	if (drive_connection_fault(&row, true, &at) != FAULT_NONE)
		return err_set(err, ERR_TOKEN_EXPIRED, "connection %.*s is %.*s",
			       STR_ARG(row.public_id), STR_ARG(row.status));
	struct str scope = is_page ? STR("pages_manage_posts") : STR("instagram_content_publish");
	if (!drive_is_among(row.scopes, scope))
		return err_set(err, ERR_PERMISSIONS_MISSING, "connection %.*s lacks %.*s",
			       STR_ARG(row.public_id), STR_ARG(scope));
	return true;
}
