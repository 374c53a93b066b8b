#include "api/finding.h"

#include "api/put.h"

static const struct member finding_members[] = {
	{ "severity", T_CHOICE("error", "warning"), 0,
	  "error: Meta refuses it; warning: it takes it, and something is lost." },
	{ "field", T_TEXT, 0, "media[0], media[0].cover; any field, when a post is checked." },
	{ "rule", T_TEXT, 0, "format, size, ratio, duration, unreachable, changed, …" },
	{ "use", T_TEXT, NULLABLE, "instagram_reel, page_photo, …: what the file is used as." },
	{ "message", T_TEXT },
	{ "action", T_TEXT, NULLABLE },
};
const struct shape finding_shape =
	NAMED_OBJECT("PostFinding", finding_members, "What is wrong, or unwise, with a post.");

void put_finding(struct call *c, const char *field, const struct media_finding *f)
{
	struct media_words words = media_finding_words(c->arena, f, c->english);
	struct str name =
		str_fmt(c->arena, "%s[%zu]%s", field, f->position, f->is_cover ? ".cover" : "");

	json_object(&c->json);
	json_put_str(&c->json, "severity", f->is_error ? STR("error") : STR("warning"));
	json_put_str(&c->json, "field", str_eq(str_of(field), STR("file")) ? STR("file") : name);
	json_put_str(&c->json, "rule", str_of(media_finding_rule(f)));
	put_text(c, "use", f->rule ? str_of(media_use_name(f->rule->use)) : STR_NONE);
	json_put_str(&c->json, "message", words.message);
	put_text(c, "action", words.action.len ? words.action : STR_NONE);
	json_end_object(&c->json);
}

void put_findings(struct call *c, const char *field, const struct media_findings *found)
{
	json_put_array(&c->json, "findings");
	for (size_t i = 0; i < found->count; i++)
		put_finding(c, field, &found->at[i]);
	json_end_array(&c->json);
}

void put_field_finding(struct call *c, const struct err *err)
{
	const struct err_info *info = err_info(err->code);
	const char *said = c->english ? err->user_en : err->user;

	json_object(&c->json);
	json_put_str(&c->json, "severity", STR("error"));
	json_put_str(&c->json, "field", str_of(err->field));
	json_put_str(&c->json, "rule", str_of(info->name));
	json_put_null(&c->json, "use");
	json_put_str(&c->json, "message",
		     str_of(said[0]      ? said
			    : c->english ? info->text_en
					 : info->text_id));
	json_put_null(&c->json, "action");
	json_end_object(&c->json);
}

static void put_known(struct call *c, const char *key, int64_t n)
{
	put_opt_int(c, key, n > 0 ? OPT_INT(n) : OPT_NO_INT);
}

void put_facts(struct call *c, const struct media_facts *f)
{
	const struct media_format_info *info = media_format_info(f->format);

	json_put_str(&c->json, "kind", info->is_video ? STR("video") : STR("image"));
	json_put_str(&c->json, "content_type", str_of(info->media_type));
	json_put_int(&c->json, "size_bytes", f->size_bytes);
	put_known(c, "width", f->width);
	put_known(c, "height", f->height);
	put_known(c, "duration_ms", info->is_video ? f->duration_ms : 0);
	put_text(c, "video_codec", f->video_codec[0] ? str_of(f->video_codec) : STR_NONE);
	put_text(c, "audio_codec", f->audio_codec[0] ? str_of(f->audio_codec) : STR_NONE);
}
