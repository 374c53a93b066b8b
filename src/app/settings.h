/*
 * Settings: one table (SETTINGS below) gives every setting its name, type, default, environment
 * variable, file key and help text; the parser, `simpul doctor`, `--help` and docs/settings.md all
 * read it. Order of precedence: environment, then the settings file, then the default. An unknown
 * key, an unknown SIMPUL_ variable or a bad value stops the start with a message that names it.
 *
 * The file is INI without sections: `key = value`. Its path is SIMPUL_CONFIG, else simpul.ini in
 * the working folder when there is one. SIMPUL_CONFIG set to nothing: no file.
 */
#ifndef APP_SETTINGS_H
#define APP_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

enum setting_type {
	SETTING_TEXT,
	SETTING_INT,
	SETTING_BOOL,
	SETTING_URL,
	SETTING_TIMES,
	SETTING_ZONE
};

/* member, type, default, lowest, highest (of a number), is a secret, help */
#define SETTINGS(X)                                                                                \
	X(listen, SETTING_TEXT, "127.0.0.1", 0, 0, false,                                          \
	  "address to listen on; keep loopback behind a proxy")                                    \
	X(port, SETTING_INT, "8080", 0, 65535, false, "port to listen on; 0 lets the kernel pick") \
	X(base_url, SETTING_URL, "", 0, 0, false,                                                  \
	  "public address of this server, e.g. https://simpul.example; empty: "                    \
	  "http://localhost:PORT")                                                                 \
	X(trust_proxy, SETTING_BOOL, "no", 0, 0, false,                                            \
	  "believe X-Forwarded-For and X-Forwarded-Proto from a proxy on this machine")            \
	X(database, SETTING_TEXT, "var/simpul.db", 0, 0, false, "SQLite file")                     \
	X(master_key_file, SETTING_TEXT, "var/master.key", 0, 0, false,                            \
	  "file with the master key, mode 0600; make one with `simpul keys init`")                 \
	X(meta_app_id, SETTING_TEXT, "", 0, 0, false, "App ID of your Meta app")                   \
	X(meta_app_secret, SETTING_TEXT, "", 0, 0, true, "App Secret of your Meta app")            \
	X(meta_version, SETTING_TEXT, "v25.0", 0, 0, false, "Graph API version")                   \
	X(webhook_verify_token, SETTING_TEXT, "", 0, 0, true,                                      \
	  "takes Meta's webhooks; the same text stands in the Meta app's webhook settings")        \
	X(graph_url, SETTING_URL, "https://graph.facebook.com", 0, 0, false, "Graph API address")  \
	X(dialog_url, SETTING_URL, "https://www.facebook.com", 0, 0, false,                        \
	  "login dialog address")                                                                  \
	X(time_zone, SETTING_ZONE, "Asia/Jakarta", 0, 0, false,                                    \
	  "zone of calendar days when a request names none")                                       \
	X(crawl_times, SETTING_TIMES, "07:00,20:00", 0, 0, false,                                  \
	  "when accounts are collected every day, in time_zone; empty: never")                     \
	X(crawl_spread_minutes, SETTING_INT, "60", 0, 720, false,                                  \
	  "minutes over which a collection of all accounts is spread, each at its own offset")     \
	X(story_hours, SETTING_INT, "4", 0, 24, false,                                             \
	  "hours between looks at stories, which Meta forgets after 24 h; 0: only when accounts "  \
	  "are collected")                                                                         \
	X(loops, SETTING_INT, "2", 1, 64, false, "event loops")                                    \
	X(pool_threads, SETTING_INT, "4", 1, 256, false,                                           \
	  "threads that read and write the database")                                              \
	X(upstream_threads, SETTING_INT, "16", 1, 256, false,                                      \
	  "requests that may wait for Meta at once")                                               \
	X(stream_threads, SETTING_INT, "4", 1, 64, false, "exports that may run at once")          \
	X(graph_connections, SETTING_INT, "8", 1, 256, false,                                      \
	  "connections to Meta at once; more of them let more background jobs run")                \
	X(graph_timeout_s, SETTING_INT, "60", 1, 600, false,                                       \
	  "how long an answer of Meta may take")                                                   \
	X(publish_threads, SETTING_INT, "40", 1, 64, false,                                        \
	  "posts that may be on their way to Meta at once")                                        \
	X(publish_quiet_s, SETTING_INT, "60", 1, 3600, false,                                      \
	  "beyond graph_timeout_s, how long a publish call without an answer may still take "      \
	  "effect; only then is it looked for")                                                    \
	X(publish_grace_minutes, SETTING_INT, "120", 1, 10080, false,                              \
	  "a post that was due longer ago, while the server was down, is held for its owner")      \
	X(worker_threads, SETTING_INT, "4", 1, 64, false, "background jobs that may run at once")  \
	X(max_connections, SETTING_INT, "10000", 10, 1000000, false, "open connections")           \
	X(max_connections_per_address, SETTING_INT, "1000", 1, 1000000, false,                     \
	  "open connections of one address")                                                       \
	X(session_days, SETTING_INT, "14", 1, 365, false, "days until a login must be repeated")   \
	X(registration, SETTING_TEXT, "closed", 0, 0, false,                                       \
	  "who may make an account: closed (the operator, with simpul user add), invited (with a " \
	  "voucher's code) or open")                                                               \
	X(facebook_login, SETTING_BOOL, "no", 0, 0, false,                                         \
	  "whoever holds a connected Facebook account may log in with it as its user")             \
	X(smtp_url, SETTING_TEXT, "", 0, 0, false,                                                 \
	  "mail server, e.g. smtp://mail.example:587 (STARTTLS) or smtps://mail.example:465; "     \
	  "empty: no letters")                                                                     \
	X(smtp_user, SETTING_TEXT, "", 0, 0, false, "login at the mail server; empty: none")       \
	X(smtp_password, SETTING_TEXT, "", 0, 0, true, "password of smtp_user")                    \
	X(mail_from, SETTING_TEXT, "", 0, 0, false,                                                \
	  "sender of letters, e.g. Simpul <simpul@example.id>")                                    \
	X(upload_dir, SETTING_TEXT, "var/uploads", 0, 0, false, "folder of profile photos")        \
	X(data_dir, SETTING_TEXT, "", 0, 0, false,                                                 \
	  "folder whose exports/ and media/ hold files that were made and sent; empty: the "       \
	  "database's folder")                                                                     \
	X(export_concurrency, SETTING_INT, "2", 1, 64, false,                                      \
	  "exports that are made at once; others wait in line")                                    \
	X(picture_cache_mb, SETTING_INT, "200", 0, 100000, false,                                  \
	  "size of the cache of thumbnails for PDF reports, in data_dir; 0: none are fetched")     \
	X(attachment_max_mb, SETTING_INT, "10", 0, 100, false,                                     \
	  "reports up to this size are attached to letters, larger ones sent as a link")           \
	X(image_hosts, SETTING_TEXT, "https:", 0, 0, false,                                        \
	  "sources the browser may load pictures and videos from (img-src and media-src)")         \
	X(upload_image_max_mb, SETTING_INT, "20", 1, 100, false,                                   \
	  "size of a picture that may be uploaded for posts; Instagram itself takes 8")            \
	X(upload_video_max_mb, SETTING_INT, "300", 1, 10240, false,                                \
	  "size of a video that may be uploaded for posts")                                        \
	X(upload_user_max_mb, SETTING_INT, "2048", 1, 10000000, false,                             \
	  "size of all uploads of one user")                                                       \
	X(upload_keep_days, SETTING_INT, "30", 1, 3650, false,                                     \
	  "an upload that no unpublished post needs is removed after so many days")                \
	X(log_level, SETTING_TEXT, "info", 0, 0, false, "debug, info, warn or error")

struct settings {
#define SETTING_MEMBER(name, ...) struct str name;
	SETTINGS(SETTING_MEMBER)
#undef SETTING_MEMBER
	struct str config_path; /* the file that was read; STR_NONE when there was none */
};

struct setting_info {
	const char *name;     /* file key */
	const char *variable; /* SIMPUL_NAME */
	enum setting_type type;
	const char *standard;
	int64_t min, max;
	bool is_secret;
	const char *help;
	size_t offset;
};

/* The table, for printing; `*ret_count` rows. */
const struct setting_info *settings_table(size_t *ret_count);

/* Reads environment and file. `environment` is as environ(7). Texts live in `a`. */
bool settings_load(struct arena *a, char *const *environment, struct settings *ret, struct err *err)
	must_use;
/* A checked number or switch; the value was checked when it was loaded. */
int64_t setting_int(struct str value);
bool setting_bool(struct str value);
/* "07:00,20:00" to minutes of the day; returns how many, at most `max`. */
size_t setting_times(struct str value, int *ret_minutes, size_t max);

/* `name  default  help` lines for --help. */
void settings_describe(struct buf *out);

#endif
