/* simpul user add|list|passwd|verify|reset-link|token */
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "app/app.h"
#include "auth/auth.h"
#include "base/limits.h"
#include "cmd/cmd.h"
#include "people/people.h"

static bool is_terminal(void)
{
	return isatty(STDIN_FILENO);
}

/* One line from standard input, without echo when that is a terminal. */
static bool read_line(struct arena *a, const char *prompt, struct str *ret, struct err *err)
{
	char line[LIMIT_PASSWORD_MAX + 2];
	struct termios old, quiet;
	bool hide = is_terminal() && tcgetattr(STDIN_FILENO, &old) == 0;

	if (hide) {
		fprintf(stderr, "%s", prompt);
		quiet = old;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	}
	const char *got = fgets(line, sizeof(line), stdin);

	if (hide) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &old);
		fputc('\n', stderr);
	}
	if (!got)
		return err_set(err, ERR_BAD_REQUEST, "no password on standard input");
	struct str text = str_of(line);

	if (str_ends_with(text, STR("\n")))
		text.len--;
	*ret = str_dup(a, text);
	explicit_bzero(line, sizeof(line));
	return true;
}

static bool ask_password(struct arena *a, struct str *ret, struct err *err)
{
	struct str again;

	if (!read_line(a, "Password: ", ret, err))
		return false;
	if (!is_terminal())
		return true;
	if (!read_line(a, "Once more: ", &again, err))
		return false;
	if (!str_eq(*ret, again))
		return err_set(err, ERR_BAD_REQUEST, "the two passwords differ");
	return true;
}

/* The words meant for a form are what the operator must read, too. */
static bool explain(struct err *err)
{
	if (err->user[0])
		return err_wrap(err, "%s", err->user);
	return false;
}

static bool add(struct app *app, struct arena *a, const char *email, const char *const *options,
		struct err *err)
{
	struct auth_user_new user = { .email = str_of(email), .plan = str_of(options[1]) };
	struct str name = str_of(options[0] ? options[0] : "");
	int64_t id;

	user.first_name = str_cut(&name, ' ');
	user.last_name = name.at ? name : STR("");
	if (!ask_password(a, &user.password, err))
		return false;
	if (!auth_user_create(app->auth, a, &user, &id, err))
		return explain(err);
	printf("user %lld: %s\n", (long long)id, email);
	return true;
}

static bool set_password(struct app *app, struct arena *a, const char *email, struct err *err)
{
	struct str password;

	if (!ask_password(a, &password, err))
		return false;
	if (!auth_user_set_password(app->auth, a, str_of(email), password, err))
		return explain(err);
	printf("password of %s changed; all its sessions have ended\n", email);
	return true;
}

static bool verify(struct app *app, struct arena *a, const char *email, struct err *err)
{
	if (!auth_user_verify(app->auth, a, str_of(email), err))
		return false;
	printf("the address %s is confirmed\n", email);
	return true;
}

static bool reset_link(struct app *app, struct arena *a, const char *email, struct err *err)
{
	struct auth_link link = { 0 };
	bool is_found;

	if (!auth_reset_link(app->auth, a, str_of(email), &link, &is_found, err))
		return false;
	if (!is_found)
		return err_set(err, ERR_NOT_FOUND, "no active user has that e-mail address");
	printf("Give this link to %s by a safe way; it works once, within an hour:\n%.*s\n", email,
	       STR_ARG(people_reset_url(a, app->settings.base_url, &link)));
	return true;
}

static bool make_token(struct app *app, struct arena *a, const char *email, const char *name,
		       struct err *err)
{
	struct identity who = { .via = AUTH_COOKIE };
	const struct auth_client client = { .address = STR("") };
	const struct auth_token_wish wish = { .name = str_of(name) };
	struct auth_token token;

	if (!auth_user_find(app->auth, a, str_of(email), &who.user_id, err))
		return false;
	if (!auth_token_create(app->auth, a, &who, &client, &wish, &token, err))
		return explain(err);
	printf("API token of %s, shown this once (Authorization: Bearer ...):\n%.*s\n", email,
	       STR_ARG(token.token));
	return true;
}

static bool list(struct app *app, struct arena *a, struct err *err)
{
	const struct auth_user *users;
	size_t count;

	if (!auth_user_list(app->auth, a, &users, &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		printf("%6lld  %-32.*s  %-10.*s  %s\n", (long long)users[i].id,
		       STR_ARG(users[i].email), STR_ARG(users[i].plan.group),
		       users[i].is_active ? "active" : "disabled");
	return true;
}

struct request {
	const char *email, *word; /* after the verb */
	const char *options[2];   /* name, plan */
};

static bool do_add(struct app *app, struct arena *a, const struct request *r, struct err *err)
{
	return add(app, a, r->email, r->options, err);
}

static bool do_list(struct app *app, struct arena *a, const struct request *r, struct err *err)
{
	(void)r;
	return list(app, a, err);
}

static bool do_passwd(struct app *app, struct arena *a, const struct request *r, struct err *err)
{
	return set_password(app, a, r->email, err);
}

static bool do_verify(struct app *app, struct arena *a, const struct request *r, struct err *err)
{
	return verify(app, a, r->email, err);
}

static bool do_reset_link(struct app *app, struct arena *a, const struct request *r,
			  struct err *err)
{
	return reset_link(app, a, r->email, err);
}

static bool do_token(struct app *app, struct arena *a, const struct request *r, struct err *err)
{
	return make_token(app, a, r->email, r->word ? r->word : "", err);
}

static const struct {
	const char *name;
	bool wants_email;
	bool (*run)(struct app *app, struct arena *a, const struct request *r, struct err *err);
} verbs[] = {
	{ "add", true, do_add },       { "list", false, do_list },
	{ "passwd", true, do_passwd }, { "verify", true, do_verify },
	{ "token", true, do_token },   { "reset-link", true, do_reset_link },
};

static bool run(struct arena *a, int argc, char **argv, struct err *err)
{
	const char *words[3] = { NULL, NULL, NULL };
	struct request request = { .email = NULL };
	bool from_stdin = false;
	const struct cmd_option table[] = {
		{ "name", &request.options[0], NULL },
		{ "plan", &request.options[1], NULL },
		{ "password-stdin", NULL, &from_stdin },
		{ NULL, NULL, NULL },
	};
	struct app app;

	if (!cmd_options(&cmd_user, argc, argv, table, words, 3, err))
		return false;
	request.email = words[1];
	request.word = words[2];
	for (size_t i = 0; words[0] && i < COUNT_OF(verbs); i++) {
		if (strcmp(words[0], verbs[i].name) != 0)
			continue;
		if (verbs[i].wants_email && !words[1])
			return cmd_misused(err, &cmd_user, "%s wants an e-mail address", words[0]);

		bool ok = app_open(a, APP_USERS, &app, err) && verbs[i].run(&app, a, &request, err);

		app_close(&app);
		return ok;
	}
	return cmd_misused(err, &cmd_user, "say add, list, passwd, verify, reset-link or token");
}

const struct cmd cmd_user = {
	.name = "user",
	.about = "add and list users; passwords, links and tokens for them",
	.usage = "add EMAIL [--name NAME] [--plan PLAN] [--password-stdin]\n"
		 "       simpul user list\n"
		 "       simpul user passwd EMAIL [--password-stdin]\n"
		 "       simpul user verify EMAIL\n"
		 "       simpul user reset-link EMAIL\n"
		 "       simpul user token EMAIL NAME\n\n"
		 "The password is asked for, or read as one line from standard input. PLAN is "
		 "trial,\n"
		 "paid-1, paid-6, paid-12, enterprise or admin; without it the user is an "
		 "administrator.",
	.run = run,
};
