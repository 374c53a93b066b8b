#include "app/app.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/tables.h"
#include "app/descriptors.h"
#include "app/failpoint.h"
#include "auth/auth.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/log.h"
#include "connect/connect.h"
#include "crypto/crypto.h"
#include "crypto/harden.h"
#include "crypto/hash.h"
#include "crypto/secret.h"
#include "exports/exports.h"
#include "graph/graph.h"
#include "hooks/hooks.h"
#include "jobs/jobs.h"
#include "mail/mail.h"
#include "net/net.h"
#include "people/people.h"
#include "pictures/pictures.h"
#include "publish/publish.h"
#include "report/export_gate.h"
#include "store/store.h"
#include "sync/sync.h"
#include "uploads/uploads.h"
#include "vault/vault.h"
#include "vault/vault_check.h"

extern char **environ;

/* ---- one part each ---- */

static bool set_log_level(const struct settings *s, struct err *err)
{
	static const struct {
		const char *name;
		enum log_level level;
	} levels[] = {
		{ "debug", LOG_DEBUG },
		{ "info", LOG_INFO },
		{ "warn", LOG_WARN },
		{ "error", LOG_ERROR },
	};

	for (size_t i = 0; i < COUNT_OF(levels); i++)
		if (str_eq(s->log_level, str_of(levels[i].name))) {
			log_set_level(levels[i].level);
			return true;
		}
	return err_set(err, ERR_CONFIG,
		       "setting \"log_level\": expected debug, info, warn or error");
}

static bool open_settings(struct app *app, struct err *err)
{
	if (!settings_load(app->arena, environ, &app->settings, err))
		return false;
	return set_log_level(&app->settings, err) && crypto_init(err) && harden_process(err) &&
	       tz_load(app->settings.time_zone, &app->zone, err);
}

static void sha256_for_audit(struct str bytes, unsigned char *out)
{
	struct sha256 h = sha256(bytes);

	memcpy(out, h.at, sizeof(h.at));
}

/* The database's folder is made if its parent is a plain relative or absolute path to come. */
static bool open_store(struct app *app, struct err *err)
{
	const char *path = str_z(app->arena, app->settings.database);
	const char *slash = strrchr(path, '/');
	struct store_config config = {
		.path = path,
		.max_readers = descriptors_for_readers(&app->settings),
		.rng = rng_system(),
		.clock = app->clock,
		.sha256 = sha256_for_audit,
	};

	if (slash && slash > path) {
		struct str folder = str_sub(str_of(path), 0, (size_t)(slash - path));

		if (!fs_make_dirs(str_z(app->arena, folder), 0700, err))
			return err_wrap(err, "setting \"database\"");
	}
	return store_open(&config, &app->store, err);
}

static bool open_users(struct app *app, struct err *err)
{
	int64_t age_s = setting_int(app->settings.session_days) * 86400;
	struct auth_config config = {
		.store = app->store,
		.clock = app->clock,
		.rng = rng_system(),
		.session_idle_s = age_s < 7 * 86400 ? age_s : 7 * 86400,
		.session_age_s = age_s,
	};

	return auth_new(&config, &app->auth, err);
}

static bool open_vault(struct app *app, struct err *err)
{
	const char *path = str_z(app->arena, app->settings.master_key_file);

	if (!vault_open_file(path, rng_system(), &app->vault, err))
		return err_wrap(err, "setting \"master_key_file\"");
	return vault_check_store(app->vault, app->store, err);
}

static bool open_graph(struct app *app, struct err *err)
{
	const struct settings *s = &app->settings;
	struct net_config net = {
		/* What is published waits for no collection. */
		.max_host_connections = (unsigned)(setting_int(s->graph_connections) +
						   setting_int(s->publish_threads)),
		.connect_timeout_ms = 10000,
		.user_agent = STR("simpul/" SIMPUL_VERSION),
		.must_not_wait = store_is_writing,
		.must_not_wait_ctx = app->store,
	};
	struct graph_config config = { 0 };

	if (s->meta_app_id.len == 0 || s->meta_app_secret.len == 0)
		return err_set(
			err, ERR_CONFIG,
			"set \"meta_app_id\" and \"meta_app_secret\" to those of your Meta app "
			"(developers.facebook.com, App settings, Basic)");
	if (!net_start(&net, &app->net, err))
		return false;
	config.net = app->net;
	config.clock = app->clock;
	config.graph_url = s->graph_url;
	config.dialog_url = s->dialog_url;
	config.version = s->meta_version;
	config.timeout_ms = setting_int(s->graph_timeout_s) * 1000;
	config.app_id = s->meta_app_id;
	app->app_secret = secret_from_bytes(s->meta_app_secret);
	config.app_secret = app->app_secret;
	return graph_new(&config, &app->graph, err);
}

static bool open_jobs(struct app *app, struct err *err)
{
	struct jobs_config jobs = { app->store, app->clock, rng_system() };

	return jobs_new(&jobs, &app->jobs, err);
}

static bool open_features(struct app *app, struct err *err)
{
	struct str base = app->settings.base_url;
	struct connect_config connect = {
		.store = app->store,
		.graph = app->graph,
		.vault = app->vault,
		.jobs = app->jobs,
		.hooks = app->hooks,
		.clock = app->clock,
		.rng = rng_system(),
		.has_mail = app->settings.smtp_url.len > 0,
		.has_webhooks = app->settings.webhook_verify_token.len > 0,
		.redirect_meta = str_fmt(app->arena, "%.*s/api/meta/callback", STR_ARG(base)),
		.redirect_cekbrand = str_fmt(
			app->arena, "%.*s/restapi/user/auth/facebook/callback/", STR_ARG(base)),
		.redirect_login =
			str_fmt(app->arena, "%.*s/auth/facebook/callback/", STR_ARG(base)),
	};

	if (!connect_new(&connect, &app->connect, err))
		return false;
	struct sync_config sync = {
		.store = app->store,
		.graph = app->graph,
		.vault = app->vault,
		.jobs = app->jobs,
		.clock = app->clock,
		.zone = app->zone,
		.crawl_times = app->settings.crawl_times,
		.spread_s = setting_int(app->settings.crawl_spread_minutes) * 60,
	};

	return sync_new(&sync, &app->sync, err);
}

static bool open_mail(struct app *app, struct err *err)
{
	const struct settings *s = &app->settings;

	if (s->smtp_url.len == 0)
		return true;
	app->smtp_password = secret_from_bytes(s->smtp_password);
	const struct mail_config config = {
		.net = app->net,
		.clock = app->clock,
		.rng = rng_system(),
		.smtp_url = s->smtp_url,
		.user = s->smtp_user,
		.password = app->smtp_password,
		.from = s->mail_from,
	};

	return mail_new(&config, &app->mail, err);
}

/* A Graph API on this machine is the simulator, which may fetch media from this machine. */
static bool is_simulated(struct str graph_url)
{
	return str_starts_with(graph_url, STR("http://localhost:")) ||
	       str_starts_with(graph_url, STR("http://127.0.0.1:"));
}

/* What users name lies in the open, as Meta must reach it; the simulator lives on this machine. */
static enum net_reach reach_of_users(const struct settings *s)
{
	return is_simulated(s->graph_url) ? NET_PUBLIC_OR_SELF : NET_PUBLIC;
}

static bool open_hooks(struct app *app, struct err *err)
{
	const struct hooks_config config = {
		.store = app->store,
		.vault = app->vault,
		.jobs = app->jobs,
		.net = app->net,
		.mail = app->mail,
		.clock = app->clock,
		.rng = rng_system(),
		.base_url = app->settings.base_url,
		.reach = reach_of_users(&app->settings),
	};

	(void)err;
	app->hooks = hooks_new(&config);
	return true;
}

static bool open_people(struct app *app, struct err *err)
{
	struct people_config config = {
		.store = app->store,
		.auth = app->auth,
		.jobs = app->jobs,
		.clock = app->clock,
		.rng = rng_system(),
		.base_url = app->settings.base_url,
		.upload_dir = app->settings.upload_dir,
	};

	if (!registration_parse(app->settings.registration, &config.registration, err))
		return false;
	config.mail = app->mail;
	app->people = people_new(&config);
	return true;
}

/* Empty: where the database lies. */
struct str app_data_folder(const struct app *app)
{
	const char *path = str_z(app->arena, app->settings.database);
	const char *slash = strrchr(path, '/');

	if (app->settings.data_dir.len)
		return app->settings.data_dir;
	return slash ? str_sub(str_of(path), 0, (size_t)(slash - path)) : STR(".");
}

/* What serves as Meta on this machine also serves the pictures; they are http and not public. */
static struct str trusted_pictures(const struct settings *s)
{
	return str_starts_with(s->graph_url, STR("http://")) ? s->graph_url : STR("");
}

static bool open_exports(struct app *app, struct err *err)
{
	app_set_export_means(app);
	const struct pictures_config pictures = {
		.net = app->net,
		.folder = app->export_means.pictures_folder,
		.trusted_origin = trusted_pictures(&app->settings),
		.max_bytes = setting_int(app->settings.picture_cache_mb) * MIB,
	};

	app->export_gate = export_gate_new((unsigned)setting_int(app->settings.export_concurrency));
	app->pictures =
		setting_int(app->settings.picture_cache_mb) ? pictures_new(&pictures) : NULL;

	const struct exports_config config = {
		.store = app->store,
		.auth = app->auth,
		.jobs = app->jobs,
		.mail = app->mail,
		.pictures = app->pictures,
		.clock = app->clock,
		.rng = rng_system(),
		.base_url = app->settings.base_url,
		.folder = str_fmt(app->arena, "%.*s/exports", STR_ARG(app_data_folder(app))),
		.time_zone = app->settings.time_zone,
		.attachment_max_bytes = setting_int(app->settings.attachment_max_mb) * MIB,
		.means = app->export_means,
		.gate = app->export_gate,
	};

	(void)err;
	app->exports = exports_new(&config);
	return true;
}

static bool open_uploads(struct app *app, struct err *err)
{
	const struct settings *s = &app->settings;
	const struct uploads_config config = {
		.store = app->store,
		.clock = app->clock,
		.rng = rng_system(),
		.secret = app->app_secret,
		.folder = str_fmt(app->arena, "%.*s/media", STR_ARG(app_data_folder(app))),
		.base_url = s->base_url,
		.image_max_bytes = setting_int(s->upload_image_max_mb) * (int64_t)MIB,
		.video_max_bytes = setting_int(s->upload_video_max_mb) * (int64_t)MIB,
		.user_max_bytes = setting_int(s->upload_user_max_mb) * (int64_t)MIB,
		.keep_s = setting_int(s->upload_keep_days) * 86400,
	};

	(void)err;
	app->uploads = uploads_new(&config);
	return true;
}

static bool open_publish(struct app *app, struct err *err)
{
	const struct settings *s = &app->settings;
	const struct publish_config config = {
		.store = app->store,
		.graph = app->graph,
		.vault = app->vault,
		.jobs = app->jobs,
		.hooks = app->hooks,
		.clock = app->clock,
		.rng = rng_system(),
		.call_timeout_ms = setting_int(s->graph_timeout_s) * 1000,
		.quiet_ms = setting_int(s->publish_quiet_s) * 1000,
		.grace_ms = setting_int(s->publish_grace_minutes) * 60000,
		.media_reach = reach_of_users(s),
		.uploads = app->uploads,
		.net = app->net,
		.failpoint = app_failpoint(),
	};

	return publish_new(&config, &app->publish, err);
}

static bool open_meta(struct app *app, struct err *err)
{
	static bool (*const parts[])(struct app * app, struct err * err) = {
		open_vault,    open_graph,  open_jobs,    open_mail,    open_hooks,
		open_features, open_people, open_exports, open_uploads, open_publish,
	};

	for (size_t i = 0; i < COUNT_OF(parts); i++)
		if (!parts[i](app, err))
			return false;
	return true;
}

/* ---- all of them ---- */

bool app_open(struct arena *a, enum app_depth depth, struct app *ret, struct err *err)
{
	static bool (*const parts[])(struct app * app, struct err * err) = {
		[APP_SETTINGS] = open_settings,
		[APP_STORE] = open_store,
		[APP_USERS] = open_users,
		[APP_META] = open_meta,
	};

	*ret = (struct app){ .arena = a, .clock = clock_system() };
	for (unsigned part = APP_SETTINGS; part <= depth; part++)
		if (!parts[part](ret, err))
			return false;
	return true;
}

void app_close(struct app *app)
{
	app->sync = sync_free(app->sync);
	app->publish = publish_free(app->publish);
	app->uploads = uploads_free(app->uploads);
	app->connect = connect_free(app->connect);
	app->exports = exports_free(app->exports);
	app->export_gate = export_gate_free(app->export_gate);
	app->pictures = pictures_free(app->pictures);
	app->people = people_free(app->people);
	app->hooks = hooks_free(app->hooks);
	app->mail = mail_free(app->mail);
	app->smtp_password = secret_free(app->smtp_password);
	app->jobs = jobs_free(app->jobs);
	app->graph = graph_free(app->graph);
	app->app_secret = secret_free(app->app_secret);
	app->net = net_stop(app->net);
	app->vault = vault_close(app->vault);
	app->auth = auth_free(app->auth);
	app->store = store_close(app->store);
	app->zone = tz_free(app->zone);
}
