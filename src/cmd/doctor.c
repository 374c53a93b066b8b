/*
 * simpul doctor: looks at everything a start needs and says, for each point, whether it is right
 * and what to do when it is not. Goes on after a failure, so that one run shows all of them.
 */
#include <stdio.h>

#include "app/app.h"
#include "cmd/cmd.h"
#include "fmt/text.h"

struct finding {
	const char *what;
	enum { FINE, WARNING, WRONG } how;
	const char *remedy;
};

static void print_finding(const struct finding *f)
{
	static const char *const marks[] = { "ok     ", "warning", "WRONG  " };

	printf("%s  %s\n", marks[f->how], f->what);
	if (f->how != FINE && f->remedy)
		printf("         %s\n", f->remedy);
}

/* Opens one part more than before; prints how that went. */
static bool try_depth(struct arena *a, enum app_depth depth, const char *what, struct err *err)
{
	struct app app;
	bool ok = app_open(a, depth, &app, err);
	struct finding finding = {
		str_fmt(a, "%s%s%s", what, ok ? "" : ": ", ok ? "" : err->cause).at,
		ok ? FINE : WRONG,
		NULL,
	};

	print_finding(&finding);
	app_close(&app);
	return ok;
}

static void judge_settings(struct arena *a, const struct settings *s)
{
	bool https = str_starts_with(s->base_url, STR("https://"));
	bool local = str_starts_with(s->base_url, STR("http://localhost")) ||
		     str_starts_with(s->base_url, STR("http://127.0.0.1"));
	bool loopback = str_eq(s->listen, STR("127.0.0.1")) || str_eq(s->listen, STR("::1"));
	const struct finding findings[] = {
		{ str_fmt(a, "settings file: %.*s",
			  STR_ARG(s->config_path.at ? s->config_path
						    : STR("none, environment only")))
			  .at,
		  FINE, NULL },
		{ str_fmt(a, "base_url is %.*s", STR_ARG(s->base_url)).at,
		  https || local ? FINE : WARNING,
		  "Meta redirects to https addresses only, except localhost in development: use "
		  "https." },
		{ str_fmt(a, "listens on %.*s", STR_ARG(s->listen)).at, loopback ? FINE : WARNING,
		  "Simpul speaks plain HTTP: listen on loopback and put a TLS proxy in front." },
		{ https ? "cookies are __Host- and Secure" : "cookies are not Secure (no https)",
		  https || local ? FINE : WARNING, "Set base_url to your https address." },
		{ setting_bool(s->trust_proxy) ? "the proxy's X-Forwarded headers count"
					       : "X-Forwarded headers are ignored",
		  https && !setting_bool(s->trust_proxy) ? WARNING : FINE,
		  "Behind a proxy set trust_proxy = yes, or all clients share one address for "
		  "throttling." },
		{ str_fmt(a, "registration is %.*s", STR_ARG(s->registration)).at,
		  s->smtp_url.len || str_eq(s->registration, STR("closed")) ? FINE : WARNING,
		  "Set smtp_url, or confirm every new address with `simpul user verify`." },
		{ s->smtp_url.len ? "letters are sent" : "no letters are sent (smtp_url is empty)",
		  FINE, NULL },
		{ s->crawl_times.len ? "daily collection is on" : "daily collection is off",
		  s->crawl_times.len ? FINE : WARNING,
		  "Set crawl_times, for example 07:00,20:00." },
	};

	for (size_t i = 0; i < COUNT_OF(findings); i++)
		print_finding(&findings[i]);
}

/* Reports are drawn with the fonts of this machine. */
static void judge_fonts(struct arena *a)
{
	struct text_fonts fonts;

	text_fonts_look(&fonts);
	for (size_t i = 0; i < fonts.count; i++) {
		const struct text_font *font = &fonts.at[i];
		bool is_fine = font->is_found || font->is_optional;
		const struct finding finding = {
			str_fmt(a, "font %s%s: %s", font->family,
				font->is_found ? "" : " is not installed", font->about)
				.at,
			is_fine ? FINE : WARNING,
			str_fmt(a, "PDF reports lack it: apt install %s", font->package).at,
		};

		print_finding(&finding);
	}
}

static bool run(struct arena *a, int argc, char **argv, struct err *err)
{
	static const struct {
		enum app_depth depth;
		const char *what;
	} parts[] = {
		{ APP_STORE, "database" },
		{ APP_USERS, "users and sessions" },
		{ APP_META, "master key and Meta app" },
	};
	const struct cmd_option none[] = { { NULL, NULL, NULL } };
	struct app app;
	bool all = true;

	if (!cmd_options(&cmd_doctor, argc, argv, none, NULL, 0, err))
		return false;
	if (!try_depth(a, APP_SETTINGS, "settings", err))
		return err_set(err, ERR_CONFIG, "the settings must be mended first");
	if (app_open(a, APP_SETTINGS, &app, err))
		judge_settings(a, &app.settings);
	judge_fonts(a);
	app_close(&app);
	for (size_t i = 0; all && i < COUNT_OF(parts); i++)
		all = try_depth(a, parts[i].depth, parts[i].what, err);
	return all ? true : err_set(err, ERR_CONFIG, "simpul cannot serve like this; see above");
}

const struct cmd cmd_doctor = {
	.name = "doctor",
	.about = "say what is wrong with the configuration and what to do",
	.usage = "",
	.run = run,
	.lists_settings = true,
};
