#include "planning/when.h"

#include "base/clock.h"
#include "base/tz.h"

static bool unreadable(struct err *err)
{
	err_field(err, "publish_at",
		  "Isi dengan waktu seperti 2026-02-20T10:00:00Z, atau 2026-02-20T10:00 dengan "
		  "time_zone.");
	return err_say_en(err,
			  "Enter a time such as 2026-02-20T10:00:00Z, or 2026-02-20T10:00 with "
			  "time_zone.");
}

/* "…Z", "…+07:00": something after the time of day. */
static bool has_offset(struct str text)
{
	struct str time = str_skip(text, str_find_char(text, 'T') + 1);

	return str_find_char(time, 'Z') < time.len || str_find_char(time, '+') < time.len ||
	       str_find_char(time, '-') < time.len;
}

static bool read_wall(struct arena *a, struct str text, struct str zone, struct when *ret,
		      struct err *err)
{
	cleanup(tz_freep) struct tz *tz = NULL;
	bool has_seconds = text.len == strlen("2026-02-20T10:00:00");
	int64_t wall_ms;

	if (!has_seconds && text.len != strlen("2026-02-20T10:00"))
		return unreadable(err);
	if (!iso_parse(str_fmt(a, "%.*s%sZ", STR_ARG(text), has_seconds ? "" : ":00"), &wall_ms))
		return unreadable(err);
	if (!tz_load(zone, &tz, err))
		return false;
	ret->wall_time = str_dup(a, text);
	ret->time_zone = str_dup(a, zone);
	ret->wall_s = wall_ms / 1000;
	ret->at_s = tz_instant_s(tz, ret->wall_s);
	return true;
}

/* A zone beside an instant says how to show it, and must be one. */
static bool read_instant(struct arena *a, struct str text, struct str zone, struct when *ret,
			 struct err *err)
{
	cleanup(tz_freep) struct tz *tz = NULL;
	int64_t at_ms;

	if (str_find_char(text, 'T') == text.len || !iso_parse(text, &at_ms))
		return unreadable(err);
	if (zone.len && !tz_load(zone, &tz, err))
		return false;
	ret->time_zone = zone.len ? str_dup(a, zone) : STR_NONE;
	ret->at_s = at_ms / 1000;
	ret->wall_s = ret->at_s + (tz ? tz_offset_s(tz, ret->at_s) : 0);
	return true;
}

bool when_parse(struct arena *a, struct str publish_at, struct str time_zone, struct str zone,
		struct when *ret, struct err *err)
{
	struct str text = str_trim(publish_at);

	*ret = (struct when){ .at_s = 0 };
	return has_offset(text) ? read_instant(a, text, time_zone, ret, err)
				: read_wall(a, text, time_zone.len ? time_zone : zone, ret, err);
}

bool when_read(struct arena *a, struct str publish_at, struct str time_zone, struct str zone,
	       int64_t now_s, struct when *ret, struct err *err)
{
	if (!when_parse(a, publish_at, time_zone, zone, ret, err))
		return false;
	if (ret->at_s < now_s - PUBLISH_LATE_MAX_S) {
		err_field(err, "publish_at", "Waktu ini sudah lewat.");
		return err_say_en(err, "That time is past.");
	}
	if (ret->at_s > now_s + PUBLISH_AHEAD_MAX_S) {
		err_field(err, "publish_at", "Paling jauh satu tahun ke depan.");
		return err_say_en(err, "At most one year ahead.");
	}
	return true;
}
