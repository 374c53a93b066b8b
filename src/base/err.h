/*
 * The one error type (C3-C5). Two kinds of failure never mix: an outcome the caller must handle is
 * an enum of that function; a fault goes into `struct err *` (always the last parameter), is
 * forwarded unchanged and only gains context (err_wrap). Whoever finally answers the user or ends
 * the job logs it, once.
 *
 * `code` fixes the machine code in API answers, the HTTP status, whether a job may try again, and
 * the text shown when nobody said anything better. `user` is for people and holds no secret;
 * `cause` is for the log and is never sent to a client. Neither ever holds a token.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

#include "base/str.h"

enum err_retry {
	RETRY_NEVER,
	RETRY_SOON,  /* seconds: a dropped connection, a 5xx */
	RETRY_LATER, /* minutes to hours: a rate limit */
};

/* code, machine code, HTTP status, retry class, text in Indonesian, text in English */
#define ERR_CODES(X)                                                                               \
	X(NONE, "ok", 200, RETRY_NEVER, "", "")                                                    \
	X(BAD_REQUEST, "bad_request", 400, RETRY_NEVER, "Permintaan tidak dapat dibaca.",          \
	  "The request could not be read.")                                                        \
	X(INVALID_FIELD, "invalid_field", 400, RETRY_NEVER, "Ada isian yang belum benar.",         \
	  "A field is not valid.")                                                                 \
	X(NOT_LOGGED_IN, "not_logged_in", 401, RETRY_NEVER, "Silakan masuk terlebih dahulu.",      \
	  "Please log in first.")                                                                  \
	X(BAD_CREDENTIALS, "bad_credentials", 400, RETRY_NEVER, "Email atau kata sandi salah.",    \
	  "Wrong e-mail or password.")                                                             \
	X(TOO_MANY_LOGIN_ATTEMPTS, "too_many_login_attempts", 429, RETRY_LATER,                    \
	  "Terlalu banyak percobaan masuk.", "Too many login attempts.")                           \
	X(FORBIDDEN, "forbidden", 403, RETRY_NEVER, "Anda tidak memiliki akses.",                  \
	  "You are not allowed to do that.")                                                       \
	/* plans and people: cekbrand.md H, A.9 */                                                 \
	X(NO_SUBSCRIPTION, "no_subscription", 403, RETRY_NEVER,                                    \
	  "Langganan Anda belum aktif atau sudah berakhir.", "You have no running subscription.")  \
	X(PLAN_FORBIDS, "plan_forbids", 403, RETRY_NEVER, "Paket Anda tidak mencakup ini.",        \
	  "Your plan does not include this.")                                                      \
	X(EMAIL_NOT_VERIFIED, "email_not_verified", 403, RETRY_NEVER,                              \
	  "Konfirmasi dulu alamat email Anda.", "Please confirm your e-mail address first.")       \
	X(REGISTRATION_CLOSED, "registration_closed", 403, RETRY_NEVER,                            \
	  "Pendaftaran tidak dibuka di server ini. Minta akun kepada pengelolanya.",               \
	  "Registration is not open on this server. Ask its operator for an account.")             \
	X(KEY_EXPIRED, "key_expired", 400, RETRY_NEVER,                                            \
	  "Tautan ini tidak berlaku lagi. Minta yang baru.",                                       \
	  "This link is no longer valid. Ask for a new one.")                                      \
	X(COOLDOWN_PERIOD, "cooldown_period", 429, RETRY_LATER, "Tunggu sebentar lagi.",           \
	  "Wait a little.")                                                                        \
	X(CSRF_FAILED, "csrf_failed", 403, RETRY_NEVER,                                            \
	  "Sesi halaman ini sudah tidak berlaku. Muat ulang halaman.",                             \
	  "This page's session is no longer valid. Reload the page.")                              \
	X(NOT_FOUND, "not_found", 404, RETRY_NEVER, "Data tidak ditemukan.", "Not found.")         \
	X(METHOD_NOT_ALLOWED, "method_not_allowed", 405, RETRY_NEVER,                              \
	  "Metode tidak didukung untuk alamat ini.", "That method is not allowed here.")           \
	X(CONFLICT, "conflict", 409, RETRY_NEVER, "Data ini baru saja berubah.",                   \
	  "That has just changed.")                                                                \
	X(TOO_LARGE, "too_large", 413, RETRY_NEVER, "Data yang dikirim terlalu besar.",            \
	  "That is too large.")                                                                    \
	X(RATE_LIMITED, "rate_limited", 429, RETRY_LATER,                                          \
	  "Terlalu banyak permintaan. Coba lagi nanti.", "Too many requests. Try again later.")    \
	X(BUSY, "busy", 503, RETRY_SOON, "Server sedang sibuk. Coba lagi sebentar.",               \
	  "The server is busy. Try again in a moment.")                                            \
	X(CANCELLED, "cancelled", 503, RETRY_SOON, "Dibatalkan.", "Cancelled.")                    \
	X(INTERNAL, "internal", 500, RETRY_SOON, "Terjadi kesalahan pada sistem kami.",            \
	  "Something went wrong on our side.")                                                     \
	X(DATABASE, "database_error", 500, RETRY_SOON, "Data tidak dapat disimpan.",               \
	  "The data could not be stored.")                                                         \
	X(CONFIG, "config", 500, RETRY_NEVER, "Pengaturan server belum benar.",                    \
	  "The server is not configured correctly.")                                               \
	X(CRYPTO, "crypto", 500, RETRY_NEVER, "Data terenkripsi tidak dapat dibuka.",              \
	  "Encrypted data could not be opened.")                                                   \
	/* connecting: seed 001 section 4 */                                                       \
	X(NOT_ADMIN_PAGE, "not_admin_page", 403, RETRY_NEVER,                                      \
	  "Akun Facebook ini tidak punya akses admin/editor ke Page yang dipilih.",                \
	  "This Facebook account has no admin or editor access to the chosen Page.")               \
	X(INSTAGRAM_NOT_CONNECTED, "instagram_not_connected_to_page", 422, RETRY_NEVER,            \
	  "Page Facebook belum terhubung ke Instagram Business.",                                  \
	  "The Facebook Page is not linked to an Instagram Business account.")                     \
	X(TOKEN_EXPIRED, "token_expired", 409, RETRY_NEVER,                                        \
	  "Koneksi Meta kedaluwarsa. Silakan connect ulang.",                                      \
	  "The Meta connection has expired. Please connect again.")                                \
	X(PERMISSIONS_MISSING, "permissions_missing", 403, RETRY_NEVER,                            \
	  "Izin Meta belum lengkap untuk auto-posting.",                                           \
	  "Some Meta permissions needed for publishing were not granted.")                         \
	/* connecting: cekbrand.md A.1 and ours */                                                 \
	X(PERMISSION_DENIED, "permission_denied", 403, RETRY_NEVER,                                \
	  "Izin belum diberikan di Facebook.", "Permission was not given at Facebook.")            \
	X(FACEBOOK_ALREADY_USED, "facebook_account_already_used", 400, RETRY_NEVER,                \
	  "Akun Facebook ini sudah dipakai pengguna lain.",                                        \
	  "This Facebook account is already used by another user.")                                \
	X(FACEBOOK_NOT_FOUND, "facebook_not_found", 400, RETRY_NEVER,                              \
	  "Akun Facebook ini belum memiliki Page.", "This Facebook account has no Page.")          \
	X(FACEBOOK_NOT_CONNECTED, "facebook_not_connected", 400, RETRY_NEVER,                      \
	  "Belum ada Page yang terhubung ke Instagram Business.",                                  \
	  "No Page is linked to an Instagram Business account.")                                   \
	X(INSTAGRAM_NOT_BUSINESS, "instagram_not_business", 400, RETRY_NEVER,                      \
	  "Akun Instagram ini bukan akun bisnis.", "This is not an Instagram business account.")   \
	X(STATE_INVALID, "state_invalid", 400, RETRY_NEVER,                                        \
	  "Tautan masuk Facebook ini tidak berlaku lagi. Ulangi dari awal.",                       \
	  "This Facebook login link is no longer valid. Start again.")                             \
	X(FACEBOOK_ACCOUNT_UNKNOWN, "facebook_account_unknown", 400, RETRY_NEVER,                  \
	  "Belum ada pengguna yang menghubungkan akun Facebook ini. Masuk dengan email, lalu "     \
	  "hubungkan Facebook.",                                                                   \
	  "No user has connected this Facebook account. Log in with your e-mail address, then "    \
	  "connect Facebook.")                                                                     \
	X(PAGES_INCOMPLETE, "pages_incomplete", 502, RETRY_SOON,                                   \
	  "Daftar Page dari Facebook belum lengkap. Coba lagi.",                                   \
	  "Facebook did not return the whole list of Pages. Try again.")                           \
	X(MAIL, "mail_error", 502, RETRY_LATER, "Email tidak dapat dikirim.",                      \
	  "The e-mail could not be sent.")                                                         \
	/* collecting: cekbrand.md G.2 */                                                          \
	X(INVALID_TOKEN, "invalid_token", 400, RETRY_NEVER,                                        \
	  "Koneksi akun Facebook terputus. Hubungkan ulang.",                                      \
	  "The Facebook connection is broken. Connect it again.")                                  \
	X(EXCEED_LIMIT, "exceed_limit", 403, RETRY_NEVER,                                          \
	  "Jumlah akun melebihi batas paket Anda.",                                                \
	  "That is more accounts than your plan allows.")                                          \
	X(ACCOUNT_ALREADY_USED, "account_already_used", 400, RETRY_NEVER,                          \
	  "Akun Instagram ini sudah terhubung ke pengguna lain.",                                  \
	  "This Instagram account is already connected to another user.")                          \
	X(COMPETITOR_EXISTS, "competitor_already_added", 400, RETRY_NEVER,                         \
	  "Akun ini sudah ada di daftar kompetitor.",                                              \
	  "This account is among the competitors already.")                                        \
	X(COMPETITOR_IS_SELF, "competitor_is_own_account", 400, RETRY_NEVER,                       \
	  "Akun ini akun Anda sendiri; pilih akun lain sebagai kompetitor.",                       \
	  "This is the account itself; choose another one as competitor.")                         \
	X(GRAPH, "graph_error", 502, RETRY_SOON, "Meta tidak menjawab sebagaimana mestinya.",      \
	  "Meta did not answer as expected.")                                                      \
	X(GRAPH_REFUSED, "graph_refused", 502, RETRY_NEVER, "Meta menolak permintaan ini.",        \
	  "Meta refused this request.")                                                            \
	X(GRAPH_BUSY, "graph_busy", 503, RETRY_LATER,                                              \
	  "Batas permintaan ke Meta tercapai. Coba lagi nanti.",                                   \
	  "Meta's request limit is reached. Try again later.")                                     \
	/* exporting */                                                                            \
	X(DISK_FULL, "disk_full", 507, RETRY_NEVER,                                                \
	  "Ruang penyimpanan server penuh, jadi berkas tidak dibuat.",                             \
	  "The server's disk is full, so no file was made.")                                       \
	X(NETWORK, "network", 502, RETRY_SOON, "Meta tidak dapat dihubungi.",                      \
	  "Meta could not be reached.")

enum err_code {
#define ERR_ENUM(name, ...) ERR_##name,
	ERR_CODES(ERR_ENUM)
#undef ERR_ENUM
		ERR_CODE_COUNT,
};

struct err {
	enum err_code code;
	char user[200];    /* empty: the code's own text */
	char user_en[200]; /* the same in English; empty: there is only the other one */
	char field[48];    /* the input at fault, when there is one */
	char cause[512];   /* for the log */
};

#define ERR_INIT ((struct err){ .code = ERR_NONE })

struct err_info {
	const char *name; /* machine code, as API clients see it */
	int http_status;
	enum err_retry retry;
	const char *text_id;
	const char *text_en;
};

const struct err_info *err_info(enum err_code code);
/* By its machine code; ERR_INTERNAL's for a name nobody knows. */
enum err_code err_code_of(struct str name);

/* Starts a fault and returns false, so that `return err_set(err, …)` reads well. */
bool err_set(struct err *err, enum err_code code, const char *cause_fmt, ...) format_like(3, 4);
/* The same for bad input: names the field and says what to do, in words for the user. */
bool err_field(struct err *err, const char *field, const char *user_fmt, ...) format_like(3, 4);
/* The same where the words are fixed, in both languages. */
bool err_field_texts(struct err *err, const char *field, const char *text_id, const char *text_en);
/* errno, with its text. */
bool err_errno(struct err *err, enum err_code code, int errnum, const char *what_fmt, ...)
	format_like(4, 5);
/* Prepends context to the cause: "syncing 178…: reading media: …". Returns false. */
bool err_wrap(struct err *err, const char *context_fmt, ...) format_like(2, 3);
/* Replaces the words for the user. Returns false. */
bool err_say(struct err *err, const char *user_fmt, ...) format_like(2, 3);
/* Says the same in English, after err_field or err_say. Returns false. */
bool err_say_en(struct err *err, const char *user_fmt, ...) format_like(2, 3);

/* What to show: `user` when somebody wrote it, else the code's text. */
struct str err_text(const struct err *err, bool english);

#endif
