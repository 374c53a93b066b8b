/* What is wrong, or unwise, with the media of a post, as answers show it. */
#ifndef API_FINDING_H
#define API_FINDING_H

#include "api/api.h"
#include "content/media_rules.h"

extern const struct shape finding_shape;

/* `field`: what the media are called, "media" (then a position follows) or "file". */
void put_finding(struct call *c, const char *field, const struct media_finding *f);
void put_findings(struct call *c, const char *field, const struct media_findings *found);
/* What was refused as a field, in the same form. */
void put_field_finding(struct call *c, const struct err *err);

/* What a file is: members that uploads and looks have in common. */
#define FACTS_MEMBERS                                                                              \
	{ "kind", T_CHOICE("image", "video") }, { "content_type", T_TEXT },                        \
		{ "size_bytes", T_INT }, { "width", T_INT, NULLABLE },                             \
		{ "height", T_INT, NULLABLE }, { "duration_ms", T_INT, NULLABLE },                 \
		{ "video_codec", T_TEXT, NULLABLE, "As in the file: avc1, hvc1, …" },              \
	{                                                                                          \
		"audio_codec", T_TEXT, NULLABLE                                                    \
	}
void put_facts(struct call *c, const struct media_facts *f);

#endif
