/* Letters: how they look on the wire, which settings are refused, what a server's reply means. */
#include "base/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/limits.h"
#include "crypto/crypto.h"
#include "mail/mail.h"
#include "net/net_fake.h"

struct fixture {
	struct arena a;
	int64_t now_ms;
	struct clock clock;
	struct net *net;
	struct mail *mail;
	int reply;       /* of the mail server; 0: it cannot be reached */
	struct str sent; /* the newest message */
};

static bool answer(void *ctx, struct arena *a, const struct net_request *request,
		   struct net_reply *ret, struct err *err)
{
	struct fixture *f = ctx;

	(void)a;
	f->sent = str_dup(&f->a, request->body);
	ret->status = f->reply;
	return f->reply > 0 || err_set(err, ERR_NETWORK, "connection refused");
}

static struct mail_config config_of(struct fixture *f)
{
	return (struct mail_config){ .net = f->net,
				     .clock = &f->clock,
				     .rng = rng_system(),
				     .smtp_url = STR("smtp://127.0.0.1:2525"),
				     .from = STR("Simpul <simpul@dapur.id>") };
}

static int enter(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct err err = ERR_INIT;

	if (!f || !crypto_init(&err))
		return 1;
	arena_init(&f->a, 1 * MIB);
	f->now_ms = 1795000000LL * 1000;
	f->clock = clock_manual(&f->now_ms);
	f->net = net_fake_start(answer, f);
	f->reply = 250;
	const struct mail_config config = config_of(f);

	*state = f;
	return !mail_new(&config, &f->mail, &err);
}

static int leave(void **state)
{
	struct fixture *f = *state;

	mail_free(f->mail);
	net_stop(f->net);
	arena_free(&f->a);
	free(f);
	return 0;
}

static void a_letter_on_the_wire(void **state)
{
	struct fixture *f = *state;
	const struct mail_letter letter = {
		.to = STR("rani@dapur.id"),
		.subject = STR("Atur ulang kata sandi — Simpul"),
		.text = STR("Halo Rani,\n\nhttps://simpul.example/#/x?a=b\n.titik\nakhir "),
	};
	struct buf out;

	buf_init(&out, 64 * KIB);
	check_true("composed", mail_compose(f->mail, &letter, STR("abc"), &out));
	check_str("message", buf_str(&out),
		  STR("Date: Wed, 18 Nov 2026 11:06:40 +0000\r\n"
		      "From: Simpul <simpul@dapur.id>\r\n"
		      "To: <rani@dapur.id>\r\n"
		      "Subject: =?utf-8?B?QXR1ciB1bGFuZyBrYXRhIHNhbmRpIOKAlCBTaW1wdWw=?=\r\n"
		      "Message-ID: <abc@dapur.id>\r\n"
		      "Auto-Submitted: auto-generated\r\n"
		      "MIME-Version: 1.0\r\n"
		      "Content-Type: text/plain; charset=utf-8\r\n"
		      "Content-Transfer-Encoding: quoted-printable\r\n"
		      "\r\n"
		      "Halo Rani,\r\n"
		      "\r\n"
		      "https://simpul.example/#/x?a=3Db\r\n"
		      ".titik\r\n"
		      "akhir=20\r\n"));
	buf_free(&out);
}

/* Long lines are folded, long subjects become several words, and characters stay whole. */
static void long_text(void **state)
{
	struct fixture *f = *state;
	const struct mail_letter letter = {
		.to = STR("rani@dapur.id"),
		.subject = str_fmt(&f->a, "%s%s", "éééééééééééééééééééé", "éééééééééééééééééééé"),
		.text = str_fmt(&f->a, "%0300d é", 0),
	};
	struct buf out;

	buf_init(&out, 64 * KIB);
	check_true("composed", mail_compose(f->mail, &letter, STR("abc"), &out));
	for (struct str rest = buf_str(&out); rest.at;) {
		struct str line = str_cut(&rest, '\n');

		assert_true(line.len <= 78);
	}
	assert_true(str_contains(buf_str(&out), STR("?=\r\n =?utf-8?B?")));
	assert_true(str_contains(buf_str(&out), STR(" =C3=A9\r\n")));
	buf_free(&out);
}

/* A file of 100 bytes, and one that is empty; names in both spellings. */
static void files_go_along(void **state)
{
	struct fixture *f = *state;
	char bytes[100];
	int fd = memfd_create("attachment", MFD_CLOEXEC);
	int empty = memfd_create("empty", MFD_CLOEXEC);
	struct err err = ERR_INIT;

	memset(bytes, 'x', sizeof(bytes));
	check_int("written", write(fd, bytes, sizeof(bytes)), sizeof(bytes));
	const struct mail_attachment files[] = {
		{ fd, sizeof(bytes), STR("Data \"é\".csv"), STR("text/csv") },
		{ empty, 0, STR("kosong.txt"), STR("text/plain") },
	};
	const struct mail_letter letter = {
		.to = STR("rani@dapur.id"),
		.subject = STR("x"),
		.text = STR("teks"),
		.html = STR("<p>teks</p>"),
		.attachments = files,
		.attachment_count = COUNT_OF(files),
		.leave_url = STR("https://simpul.example/api/x"),
		.unique = STR("abc"),
	};
	enum mail_outcome outcome;

	check_ok(mail_try(f->mail, &letter, &outcome, &err), &err);
	check_int("outcome", outcome, MAIL_TAKEN);
	size_t body = str_find(f->sent, STR("List-Unsubscribe:"));
	check_str("message", str_skip(f->sent, body),
		  STR("List-Unsubscribe: <https://simpul.example/api/x>\r\n"
		      "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
		      "MIME-Version: 1.0\r\n"
		      "Content-Type: multipart/mixed;\r\n boundary=\"=_mix_abc\"\r\n"
		      "\r\n--=_mix_abc\r\n"
		      "Content-Type: multipart/alternative;\r\n boundary=\"=_alt_abc\"\r\n"
		      "\r\n--=_alt_abc\r\n"
		      "Content-Type: text/plain; charset=utf-8\r\n"
		      "Content-Transfer-Encoding: quoted-printable\r\n\r\nteks\r\n"
		      "\r\n--=_alt_abc\r\n"
		      "Content-Type: text/html; charset=utf-8\r\n"
		      "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>teks</p>\r\n"
		      "\r\n--=_alt_abc--\r\n"
		      "\r\n--=_mix_abc\r\n"
		      "Content-Type: text/csv\r\n"
		      "Content-Disposition: attachment;\r\n filename=\"Data ___.csv\";\r\n"
		      " filename*=utf-8''Data%20%22%C3%A9%22.csv\r\n"
		      "Content-Transfer-Encoding: base64\r\n\r\n"
		      "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4"
		      "\r\n"
		      "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eA==\r\n"
		      "\r\n--=_mix_abc\r\n"
		      "Content-Type: text/plain\r\n"
		      "Content-Disposition: attachment;\r\n filename=\"kosong.txt\"\r\n"
		      "Content-Transfer-Encoding: base64\r\n\r\n"
		      "\r\n--=_mix_abc--\r\n"));

	/* A file that became shorter: no letter rather than half of one. */
	check_int("shortened", ftruncate(fd, 50), 0);
	assert_false(mail_try(f->mail, &letter, &outcome, &err));
	check_int("later", outcome, MAIL_LATER);
	close(fd);
	close(empty);
}

static void settings_are_checked(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *url, *from;
		const char *at_fault; /* NULL: none */
	} cases[] = {
		{ "smtp://127.0.0.1:25", "a@b.id", NULL },
		{ "smtps://mail.example:465", "Simpul <a@b.id>", NULL },
		{ "smtp://[::1]:25", "a@b.id", NULL },
		{ "http://mail.example", "a@b.id", "smtp_url" },
		{ "smtp://", "a@b.id", "smtp_url" },
		{ "smtp://user:pass@mail.example", "a@b.id", "smtp_url" },
		{ "smtp://mail.example/path", "a@b.id", "smtp_url" },
		{ "smtp://mail.example", "", "mail_from" },
		{ "smtp://mail.example", "Simpul", "mail_from" },
		{ "smtp://mail.example", "Simpul <a@b.id>\r\nBcc: c@d.id", "mail_from" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct mail_config config = config_of(f);
		struct mail *mail = NULL;
		struct err err = ERR_INIT;

		config.smtp_url = str_of(cases[i].url);
		config.from = str_of(cases[i].from);
		check_int(cases[i].url, mail_new(&config, &mail, &err), !cases[i].at_fault);
		if (cases[i].at_fault)
			assert_true(str_contains(str_of(err.cause), str_of(cases[i].at_fault)));
		mail_free(mail);
	}
}

static void what_a_reply_means(void **state)
{
	struct fixture *f = *state;
	static const struct {
		int reply;
		enum err_code code;
	} cases[] = {
		{ 250, ERR_NONE },   { 421, ERR_MAIL },   { 451, ERR_MAIL },
		{ 550, ERR_CONFIG }, { 535, ERR_CONFIG }, { 0, ERR_MAIL },
	};
	const struct mail_letter letter = { STR("rani@dapur.id"), STR("x"), STR("rahasia") };

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err err = ERR_INIT;

		f->reply = cases[i].reply;
		(void)!mail_send(f->mail, &letter, &err);
		check_int("code", err.code, cases[i].code);
		assert_false(str_contains(str_of(err.cause), STR("rahasia")));
	}
	assert_true(str_contains(f->sent, STR("rahasia")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_letter_on_the_wire, enter, leave),
		cmocka_unit_test_setup_teardown(long_text, enter, leave),
		cmocka_unit_test_setup_teardown(files_go_along, enter, leave),
		cmocka_unit_test_setup_teardown(settings_are_checked, enter, leave),
		cmocka_unit_test_setup_teardown(what_a_reply_means, enter, leave),
	};
	return cmocka_run_group_tests_name("mail/mail", tests, NULL, NULL);
}
