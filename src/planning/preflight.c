#include "planning/preflight.h"

#include "base/clock.h"
#include "content/media_look.h"
#include "planning/plan_impl.h"
#include "store/post_looks.h"
#include "store/store.h"
#include "store/uploads.h"

/* ---- what follows from what is known ---------------------------------------------------------
 */

struct finding_for {
	struct arena *a;
	enum post_kind kind;
	const struct str *places;
	size_t place_count;
	struct media_findings *found;
};

/* One file at all places of the post; the same rule is told once. */
static void judge(const struct finding_for *f, const struct media_facts *facts, bool is_video,
		  struct media_finding where)
{
	for (size_t i = 0; i < f->place_count; i++) {
		enum media_use use = USE_IG_COVER;
		bool is_told = false;
		if (where.is_cover ? !str_eq(f->places[i], STR("instagram"))
				   : !media_use_of(f->places[i], f->kind, is_video, &use))
			continue;
		for (size_t j = 0; j < i; j++)
			is_told = is_told || str_eq(f->places[i], f->places[j]);
		if (!is_told)
			media_judge(f->a, facts, use, where, f->found);
	}
}

static void add_problem(const struct finding_for *f, struct media_finding where,
			enum media_problem problem, struct str word)
{
	where.problem = problem;
	where.is_error = media_problem_is_error(problem);
	where.word = word;
	media_add_finding(f->a, f->found, &where);
}

/* A file of its owner's. */
static bool judge_upload(struct db_tx *tx, const struct finding_for *f, int64_t id, bool is_video,
			 struct media_finding where, struct err *err)
{
	struct upload_row row;
	bool found;

	if (!uploads_get_any(tx, f->a, id, &row, &found, err))
		return false;
	if (!found) {
		add_problem(f, where, MEDIA_PROBLEM_GONE, STR(""));
		return true;
	}
	struct media_facts facts = media_facts_read(f->a, row.facts);
	judge(f, &facts, is_video, where);
	return true;
}

static void judge_look(const struct finding_for *f, const struct media_look *look, bool changed,
		       bool is_video, struct media_finding where)
{
	if (look->problem != MEDIA_PROBLEM_NONE)
		add_problem(f, where, look->problem, look->problem_of);
	if (changed)
		add_problem(f, where, MEDIA_PROBLEM_CHANGED, STR(""));
	if (look->has_facts)
		judge(f, &look->facts, is_video, where);
}

/* ---- of a stored post ------------------------------------------------------------------------
 */

static const struct post_look_row *find_look(const struct post_look_rows *looks, int64_t position,
					     struct str url)
{
	for (size_t i = 0; i < looks->count; i++)
		if (looks->at[i].position == position && str_eq(looks->at[i].url, url))
			return &looks->at[i];
	return NULL;
}

static void judge_row(const struct finding_for *f, const struct post_look_row *row, bool is_video,
		      struct media_finding where)
{
	const struct media_look look = {
		.problem = media_problem_parse(row->problem),
		.problem_of = row->problem_of,
		.has_facts = row->facts.len > 0,
		.facts = media_facts_read(f->a, row->facts),
	};

	judge_look(f, &look, row->changed_ms.has, is_video, where);
}

struct source {
	struct str url;
	struct opt_int upload_id;
	bool is_video;
	struct media_finding where;
};

static int64_t look_position(const struct media_finding *where)
{
	return (int64_t)where->position + (where->is_cover ? POST_LOOK_COVERS : 0);
}

/* Every medium, then its cover if it has one. */
static size_t list_sources(struct arena *a, const struct post_media_rows *media,
			   struct source **ret)
{
	struct source *at = *ret = arena_new_n(a, struct source, 2 * media->count + 1);
	size_t count = 0;

	for (size_t i = 0; i < media->count; i++) {
		const struct post_media_row *m = &media->at[i];
		at[count++] = (struct source){
			m->url, m->upload_id, str_eq(m->kind, STR("video")), { .position = i }
		};
		if (m->cover_url.at)
			at[count++] = (struct source){ m->cover_url,
						       m->cover_upload_id,
						       false,
						       { .position = i, .is_cover = true } };
	}
	return count;
}

static bool judge_stored(struct db_tx *tx, const struct finding_for *f, const struct source *s,
			 const struct post_look_rows *looks, struct err *err)
{
	const struct post_look_row *row = find_look(looks, look_position(&s->where), s->url);

	if (s->upload_id.has)
		return judge_upload(tx, f, s->upload_id.value, s->is_video, s->where, err);
	if (!s->url.len)
		add_problem(f, s->where, MEDIA_PROBLEM_GONE, STR(""));
	else if (row)
		judge_row(f, row, s->is_video, s->where);
	return true;
}

bool post_findings(struct db_tx *tx, struct arena *a, const struct post_row *post,
		   const struct post_target_rows *targets, struct media_findings *ret,
		   struct err *err)
{
	struct str *places = arena_new_n(a, struct str, targets->count + 1);
	struct finding_for f = {
		.a = a, .places = places, .place_count = targets->count, .found = ret
	};
	struct post_media_rows media;
	struct post_look_rows looks;
	struct source *sources;

	*ret = (struct media_findings){ .count = 0 };
	for (size_t i = 0; i < targets->count; i++)
		places[i] = targets->at[i].place;
	if (!post_kind_parse(post->kind, &f.kind))
		return true;
	if (!post_media_list(tx, a, post->id, &media, err) ||
	    !post_looks_list(tx, a, post->id, &looks, err))
		return false;
	size_t count = list_sources(a, &media, &sources);
	for (size_t i = 0; i < count; i++)
		if (!judge_stored(tx, &f, &sources[i], &looks, err))
			return false;
	return true;
}

/* ---- of a plan -------------------------------------------------------------------------------
 */

static bool check_targets(struct publish *p, struct arena *a, const struct post_actor *who,
			  const struct post_plan *plan, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct str place_id;

	if (!store_read(p->config.store, &tx, err))
		return false;
	for (size_t i = 0; i < plan->target_count; i++)
		if (!post_plan_check_target(tx, a, who->user_id, &plan->targets[i], false,
					    &place_id, err))
			return post_plan_blame_target(plan, i, err);
	return true;
}

static bool judge_source(struct publish *p, const struct finding_for *f, const struct source *s,
			 int64_t left_ms, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (s->upload_id.has)
		return store_read(p->config.store, &tx, err) &&
		       judge_upload(tx, f, s->upload_id.value, s->is_video, s->where, err);
	if (left_ms <= 0) {
		add_problem(f, s->where, MEDIA_PROBLEM_LATER, STR(""));
		return true;
	}
	struct media_look look =
		media_look(p->config.net, f->a, s->url, left_ms, p->config.media_reach);
	judge_look(f, &look, false, s->is_video, s->where);
	return true;
}

bool post_plan_findings(struct publish *p, struct arena *a, const struct post_actor *who,
			const struct post_plan *plan, int64_t timeout_ms,
			struct media_findings *ret, struct err *err)
{
	struct str *places = arena_new_n(a, struct str, plan->target_count + 1);
	int64_t until_ms = monotonic_ms() + timeout_ms;
	struct checked_plan checked;
	struct source *sources;

	*ret = (struct media_findings){ .count = 0 };
	if (!post_plan_read(p, a, who, plan, &checked, err))
		return false;
	for (size_t i = 0; i < plan->target_count; i++)
		places[i] = plan->targets[i].place;
	const struct finding_for f = { a, checked.kind, places, plan->target_count, ret };
	size_t count = list_sources(a, &checked.media, &sources);
	for (size_t i = 0; i < count; i++)
		if (!judge_source(p, &f, &sources[i], until_ms - monotonic_ms(), err))
			return false;
	return check_targets(p, a, who, plan, err);
}
