#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct err_info infos[] = {
#define ERR_INFO(id, name, status, retry, text_id, text_en)                                        \
	[ERR_##id] = { name, status, retry, text_id, text_en },
	ERR_CODES(ERR_INFO)
#undef ERR_INFO
};
_Static_assert(sizeof(infos) / sizeof(infos[0]) == ERR_CODE_COUNT, "a row per code");

const struct err_info *err_info(enum err_code code)
{
	return &infos[(unsigned)code < ERR_CODE_COUNT ? code : ERR_INTERNAL];
}

enum err_code err_code_of(struct str name)
{
	for (int i = 0; i < ERR_CODE_COUNT; i++)
		if (str_eq(name, str_of(infos[i].name)))
			return (enum err_code)i;
	return ERR_INTERNAL;
}

static void start(struct err *err, enum err_code code)
{
	err->code = code;
	err->user[0] = err->user_en[0] = err->field[0] = err->cause[0] = '\0';
}

bool err_set(struct err *err, enum err_code code, const char *cause_fmt, ...)
{
	va_list args;

	start(err, code);
	va_start(args, cause_fmt);
	vsnprintf(err->cause, sizeof(err->cause), cause_fmt, args);
	va_end(args);
	return false;
}

bool err_field(struct err *err, const char *field, const char *user_fmt, ...)
{
	va_list args;

	start(err, ERR_INVALID_FIELD);
	snprintf(err->field, sizeof(err->field), "%s", field);
	snprintf(err->cause, sizeof(err->cause), "field \"%s\" is not valid", field);
	va_start(args, user_fmt);
	vsnprintf(err->user, sizeof(err->user), user_fmt, args);
	va_end(args);
	return false;
}

bool err_field_texts(struct err *err, const char *field, const char *text_id, const char *text_en)
{
	err_field(err, field, "%s", text_id);
	return err_say_en(err, "%s", text_en);
}

bool err_errno(struct err *err, enum err_code code, int errnum, const char *what_fmt, ...)
{
	char what[256];
	char text[128];
	va_list args;

	va_start(args, what_fmt);
	vsnprintf(what, sizeof(what), what_fmt, args);
	va_end(args);
	return err_set(err, code, "%s: %s", what, strerror_r(errnum, text, sizeof(text)));
}

bool err_wrap(struct err *err, const char *context_fmt, ...)
{
	char context[sizeof(err->cause)];
	va_list args;

	va_start(args, context_fmt);
	int len = vsnprintf(context, sizeof(context), context_fmt, args);
	va_end(args);
	if (len < 0)
		return false;
	size_t used = (size_t)len < sizeof(context) ? (size_t)len : sizeof(context) - 1;

	/* The end of a long cause gives way to the context: what was being done matters more. */
	if (used + 2 < sizeof(context))
		snprintf(context + used, sizeof(context) - used, ": %.*s",
			 (int)(sizeof(context) - used - 3), err->cause);
	memcpy(err->cause, context, sizeof(context));
	return false;
}

bool err_say(struct err *err, const char *user_fmt, ...)
{
	va_list args;

	va_start(args, user_fmt);
	vsnprintf(err->user, sizeof(err->user), user_fmt, args);
	va_end(args);
	err->user_en[0] = '\0';
	return false;
}

bool err_say_en(struct err *err, const char *user_fmt, ...)
{
	va_list args;

	va_start(args, user_fmt);
	vsnprintf(err->user_en, sizeof(err->user_en), user_fmt, args);
	va_end(args);
	return false;
}

struct str err_text(const struct err *err, bool english)
{
	const struct err_info *info = err_info(err->code);

	if (english && err->user_en[0])
		return str_of(err->user_en);
	if (err->user[0])
		return str_of(err->user);
	return str_of(english ? info->text_en : info->text_id);
}
