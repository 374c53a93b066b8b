#include "app/settings.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "app/ini_file.h"
#include "base/tz.h"
#include "base/url.h"

#define DEFAULT_FILE "simpul.ini"
#define PREFIX "SIMPUL_"
#define CONFIG_VARIABLE "SIMPUL_CONFIG"

static const struct setting_info table[] = {
#define SETTING_ROW(name, type, standard, min, max, is_secret, help)                               \
	{ #name,     PREFIX #name, type,                                                           \
	  standard,  min,          max,                                                            \
	  is_secret, help,         offsetof(struct settings, name) },
	SETTINGS(SETTING_ROW)
#undef SETTING_ROW
};

const struct setting_info *settings_table(size_t *ret_count)
{
	*ret_count = COUNT_OF(table);
	return table;
}

static struct str *value_of(struct settings *s, const struct setting_info *row)
{
	return (struct str *)(void *)((char *)s + row->offset);
}

/* ---- checks, by type ---- */

static bool check_int(const struct setting_info *row, struct str v, struct err *err)
{
	int64_t n;

	if (!str_to_i64(v, &n) || n < row->min || n > row->max)
		return err_set(err, ERR_CONFIG, "expected a number from %lld to %lld",
			       (long long)row->min, (long long)row->max);
	return true;
}

static bool check_bool(const struct setting_info *row, struct str v, struct err *err)
{
	(void)row;
	if (str_eq(v, STR("yes")) || str_eq(v, STR("no")))
		return true;
	return err_set(err, ERR_CONFIG, "expected yes or no");
}

static bool check_url(const struct setting_info *row, struct str v, struct err *err)
{
	cleanup(arena_free) struct arena a;
	struct url url;
	struct err why = ERR_INIT;

	(void)row;
	arena_init(&a, 1 << 16);
	if (v.len == 0)
		return true;
	if (!url_parse(&a, v, &url, &why))
		return err_set(err, ERR_CONFIG, "expected an http or https address");
	if (url.query.len || !str_eq(url.path, STR("/")) || str_ends_with(v, STR("/")))
		return err_set(err, ERR_CONFIG,
			       "expected only scheme, host and port, without a path");
	return true;
}

size_t setting_times(struct str value, int *ret_minutes, size_t max)
{
	size_t count = 0;

	if (value.len == 0)
		return 0;
	for (struct str rest = value; rest.at && count < max;) {
		struct str part = str_trim(str_cut(&rest, ','));
		int64_t hour = -1, minute = -1;
		struct str hour_text = str_cut(&part, ':');

		if (!str_to_i64(hour_text, &hour) || !str_to_i64(part, &minute) || hour < 0 ||
		    hour > 23 || minute < 0 || minute > 59)
			return 0;
		ret_minutes[count++] = (int)(hour * 60 + minute);
	}
	return count;
}

static bool check_times(const struct setting_info *row, struct str v, struct err *err)
{
	int minutes[24];

	(void)row;
	if (v.len == 0 || setting_times(v, minutes, COUNT_OF(minutes)) > 0)
		return true;
	return err_set(err, ERR_CONFIG, "expected times such as 07:00,20:00");
}

static bool check_zone(const struct setting_info *row, struct str v, struct err *err)
{
	cleanup(tz_freep) struct tz *tz = NULL;
	struct err why = ERR_INIT;

	(void)row;
	if (tz_load(v, &tz, &why))
		return true;
	return err_set(err, ERR_CONFIG, "expected a time zone such as Asia/Jakarta");
}

static bool check_text(const struct setting_info *row, struct str v, struct err *err)
{
	(void)row;
	for (size_t i = 0; i < v.len; i++)
		if ((unsigned char)v.at[i] < 0x20)
			return err_set(err, ERR_CONFIG, "expected text without control characters");
	return true;
}

static bool check_value(const struct setting_info *row, struct str v, struct err *err)
{
	static bool (*const checks[])(const struct setting_info *, struct str, struct err *) = {
		[SETTING_TEXT] = check_text,   [SETTING_INT] = check_int,
		[SETTING_BOOL] = check_bool,   [SETTING_URL] = check_url,
		[SETTING_TIMES] = check_times, [SETTING_ZONE] = check_zone,
	};

	return checks[row->type](row, v, err);
}

/* ---- loading ---- */

struct loading {
	struct arena *a;
	struct settings *s;
};

static bool set_from_file(void *ctx, struct str key, struct str value, struct err *err)
{
	struct loading *l = ctx;

	for (size_t i = 0; i < COUNT_OF(table); i++) {
		if (!str_eq(key, str_of(table[i].name)))
			continue;
		if (!check_value(&table[i], value, err))
			return err_wrap(err, "setting \"%s\"", table[i].name);
		*value_of(l->s, &table[i]) = str_dup(l->a, value);
		return true;
	}
	return err_set(err, ERR_CONFIG,
		       "unknown setting \"%.*s\"; `simpul serve --help` lists them all",
		       STR_ARG(key));
}

static bool set_from_variable(struct loading *l, struct str name, struct str value, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(table); i++) {
		if (!str_eq_nocase(name, str_of(table[i].variable)))
			continue;
		if (!check_value(&table[i], value, err))
			return err_wrap(err, "environment variable %.*s", STR_ARG(name));
		*value_of(l->s, &table[i]) = str_dup(l->a, value);
		return true;
	}
	return err_set(err, ERR_CONFIG,
		       "unknown environment variable %.*s; `simpul serve --help` lists them all",
		       STR_ARG(name));
}

static struct str variable(char *const *environment, struct str name)
{
	for (; *environment; environment++) {
		struct str rest = str_of(*environment);

		if (str_eq(str_cut(&rest, '='), name))
			return rest;
	}
	return STR_NONE;
}

static bool load_file(struct loading *l, char *const *environment, struct err *err)
{
	struct str named = variable(environment, STR(CONFIG_VARIABLE));
	const char *path = named.len ? str_z(l->a, named) : DEFAULT_FILE;

	/* Set and empty: no file at all. */
	if (named.at && named.len == 0)
		return true;
	if (!ini_file_read(path, set_from_file, l, err)) {
		if (err->code != ERR_NOT_FOUND || named.len)
			return false;
		*err = ERR_INIT;
		return true;
	}
	l->s->config_path = str_dup(l->a, str_of(path));
	return true;
}

static bool load_environment(struct loading *l, char *const *environment, struct err *err)
{
	for (; *environment; environment++) {
		struct str value = str_of(*environment);
		struct str name = str_cut(&value, '=');

		if (!str_starts_with(name, STR(PREFIX)) || str_eq(name, STR(CONFIG_VARIABLE)))
			continue;
		if (!set_from_variable(l, name, value.at ? value : STR(""), err))
			return false;
	}
	return true;
}

bool settings_load(struct arena *a, char *const *environment, struct settings *ret, struct err *err)
{
	struct settings s = { 0 };
	struct loading l = { a, &s };

	for (size_t i = 0; i < COUNT_OF(table); i++)
		*value_of(&s, &table[i]) = str_of(table[i].standard);
	if (!load_file(&l, environment, err) || !load_environment(&l, environment, err))
		return false;
	if (s.base_url.len == 0)
		s.base_url = str_fmt(a, "http://localhost:%.*s", STR_ARG(s.port));
	*ret = s;
	return true;
}

int64_t setting_int(struct str value)
{
	int64_t n = 0;

	return str_to_i64(value, &n) ? n : 0;
}

bool setting_bool(struct str value)
{
	return str_eq(value, STR("yes"));
}

void settings_describe(struct buf *out)
{
	buf_put(out, STR("Settings (file key; environment variable is SIMPUL_ and the key in "
			 "capitals):\n"));
	for (size_t i = 0; i < COUNT_OF(table); i++)
		buf_fmt(out, "  %-28s %s%s%s%s\n", table[i].name, table[i].help,
			table[i].standard[0] ? " [" : "", table[i].standard,
			table[i].standard[0] ? "]" : "");
}
