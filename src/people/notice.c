/* Letters without a secret: what a user should know about his connections with Meta. */
#include "base/json.h"
#include "base/limits.h"
#include "jobs/jobs.h"
#include "mail/mail.h"
#include "people/internal.h"
#include "store/store.h"
#include "store/users.h"

#define PAGE "/#/apps/cekbrand/callback"

/* {name}, {days} and {link} are put in. */
static const struct notice_info {
	const char *name; /* in the job's payload */
	const char *subject_id, *subject_en;
	const char *text_id, *text_en;
} notices[] = {
	{
		"token_expiring",
		"Koneksi Meta Anda segera berakhir",
		"Your connection with Meta is about to end",
		"Halo {name},\n\n"
		"Izin yang Anda berikan di Facebook berakhir dalam {days} hari. Setelah itu data "
		"Instagram Anda tidak diperbarui lagi. Hubungkan ulang sebelum itu, cukup satu "
		"menit:\n\n"
		"{link}\n\n"
		"Data yang sudah terkumpul tetap ada.\n",
		"Hello {name},\n\n"
		"What you allowed at Facebook ends within {days} days. After that your Instagram "
		"data is no longer updated. Connect again before; it takes a minute:\n\n"
		"{link}\n\n"
		"What was collected stays.\n",
	},
	{
		"token_invalid",
		"Koneksi Meta Anda terputus",
		"Your connection with Meta is broken",
		"Halo {name},\n\n"
		"Facebook tidak lagi menerima izin yang Anda berikan, jadi data Instagram Anda "
		"tidak diperbarui. Hubungkan ulang di sini:\n\n"
		"{link}\n\n"
		"Data yang sudah terkumpul tetap ada.\n",
		"Hello {name},\n\n"
		"Facebook no longer takes the permission you gave, so your Instagram data is not "
		"updated. Connect again here:\n\n"
		"{link}\n\n"
		"What was collected stays.\n",
	},
};

static const struct notice_info *find_notice(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(notices); i++)
		if (str_eq(name, str_of(notices[i].name)))
			return &notices[i];
	return NULL;
}

static bool find_reader(struct people *p, struct arena *a, int64_t user_id, struct user_row *ret,
			bool *ret_found, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(p->config.store, &tx, err) &&
	       users_get(tx, a, user_id, ret, ret_found, err);
}

static bool send(struct people *p, struct arena *a, const struct notice_info *info,
		 const struct user_row *to, int64_t days, struct err *err)
{
	bool is_english = str_eq(to->language, STR("en"));
	struct str text = str_of(is_english ? info->text_en : info->text_id);
	const struct {
		struct str hole, value;
	} holes[] = {
		{ STR("{link}"), str_fmt(a, "%.*s" PAGE, STR_ARG(p->config.base_url)) },
		{ STR("{days}"), str_fmt(a, "%lld", (long long)days) },
		{ STR("{name}"), to->first_name.len ? to->first_name : to->email },
	};

	for (size_t i = 0; i < COUNT_OF(holes); i++)
		text = str_replace(a, text, holes[i].hole, holes[i].value);
	const struct mail_letter mail = {
		.to = to->email,
		.subject = str_of(is_english ? info->subject_en : info->subject_id),
		.text = text,
	};
	return mail_send(p->config.mail, &mail, err);
}

bool people_notice_job(void *ctx, struct job_context *job, struct err *err)
{
	struct people *p = ctx;
	struct arena *a = job_arena(job);
	const struct json *payload;
	struct user_row reader;
	bool found;

	if (!p->config.mail)
		return err_set(err, ERR_CONFIG, "smtp_url is not set");
	if (!json_parse(a, job_payload(job), &payload, err))
		return false;
	struct str name = json_text(json_get(payload, STR("notice")));
	const struct notice_info *info = find_notice(name);
	if (!info)
		return err_set(err, ERR_INTERNAL, "there is no notice \"%.*s\"", STR_ARG(name));
	int64_t user_id = json_number_or(json_get(payload, STR("user_id")), 0);
	if (!find_reader(p, a, user_id, &reader, &found, err))
		return false;
	int64_t days = json_number_or(json_get(payload, STR("days")), 0);
	return !found || !reader.is_active || send(p, a, info, &reader, days, err);
}
