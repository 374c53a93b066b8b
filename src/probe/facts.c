/* Facts as JSON, for a row of the database. */
#include <stddef.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "probe/probe.h"

#define FACTS_MAX_BYTES (4 * KIB)

enum fact_type { FACT_INT, FACT_BOOL, FACT_CODEC };

/* What is 0, false or empty is left out. */
static const struct {
	struct str name;
	size_t offset;
	enum fact_type type;
} members[] = {
#define FACT(member, type)                                                                         \
	{                                                                                          \
		STR_INIT(#member), offsetof(struct media_facts, member), type                      \
	}
	FACT(size_bytes, FACT_INT),
	FACT(width, FACT_INT),
	FACT(height, FACT_INT),
	FACT(is_cmyk, FACT_BOOL),
	FACT(is_multi_picture, FACT_BOOL),
	FACT(duration_ms, FACT_INT),
	FACT(frames_per_1000_s, FACT_INT),
	FACT(bits_per_s, FACT_INT),
	FACT(video_codec, FACT_CODEC),
	FACT(audio_codec, FACT_CODEC),
	FACT(audio_hz, FACT_INT),
	FACT(audio_channels, FACT_INT),
	FACT(is_index_last, FACT_BOOL),
	FACT(has_edit_list, FACT_BOOL),
#undef FACT
};

struct str media_facts_text(struct arena *a, const struct media_facts *f)
{
	cleanup(buf_free) struct buf out = { 0 };
	struct json_writer w;

	buf_init(&out, FACTS_MAX_BYTES);
	json_start(&w, &out, JSON_PLAIN);
	json_object(&w);
	json_put_str(&w, "format", str_of(media_format_info(f->format)->name));
	for (size_t i = 0; i < COUNT_OF(members); i++) {
		const void *at = (const char *)f + members[i].offset;
		int64_t n = 0;
		if (members[i].type == FACT_INT)
			n = *(const int64_t *)at;
		if (members[i].type == FACT_BOOL)
			n = *(const bool *)at;
		if (n || (members[i].type == FACT_CODEC && *(const char *)at))
			json_key(&w, members[i].name);
		else
			continue;
		if (members[i].type == FACT_CODEC)
			json_str(&w, str_of(at));
		else
			json_int(&w, n);
	}
	json_end_object(&w);
	return str_dup(a, buf_str(&out));
}

static void read_codec(char to[5], struct str text)
{
	memset(to, 0, 5);
	for (size_t i = 0; i < text.len && i < 4; i++)
		to[i] = text.at[i];
}

struct media_facts media_facts_read(struct arena *a, struct str text)
{
	struct media_facts f = { .format = MEDIA_UNKNOWN };
	const struct json *json = NULL;
	struct err unread = ERR_INIT;

	if (!json_parse(a, text, &json, &unread))
		return f;
	f.format = media_format_parse(json_text(json_get(json, STR("format"))));
	for (size_t i = 0; i < COUNT_OF(members); i++) {
		void *at = (char *)&f + members[i].offset;
		const struct json *v = json_get(json, members[i].name);
		if (members[i].type == FACT_INT)
			*(int64_t *)at = json_number_or(v, 0);
		else if (members[i].type == FACT_BOOL)
			*(bool *)at = json_number_or(v, 0) != 0;
		else
			read_codec(at, json_text(v));
	}
	return f;
}
