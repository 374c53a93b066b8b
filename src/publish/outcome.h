/*
 * What a failed call of the protocol means for a post: one table over the step, Meta's code and
 * subcode. The step matters as much as the code: the same refusal is harmless before the publish
 * call and says nothing certain after it, so whatever the table does not know is ambiguous there
 * (decision 0200).
 *
 * Sources are named in each row: "IG" is the Instagram Platform's list of content publishing error
 * codes, "GRAPH" the Graph API's Handling Errors, both as of 2026-11; "seen" was seen in answers of
 * Meta and stands in no documentation.
 */
#ifndef PUBLISH_OUTCOME_H
#define PUBLISH_OUTCOME_H

#include <stdint.h>

#include "graph/error.h"

enum publish_step {
	STEP_CREATE = 1,    /* making a container, or an unpublished post */
	STEP_POLL = 2,      /* asking how far it is */
	STEP_PUBLISH = 4,   /* the call that makes it public */
	STEP_READ_BACK = 8, /* looking whether it is public */
	STEP_BEFORE = STEP_CREATE | STEP_POLL,
	STEP_ANY = STEP_CREATE | STEP_POLL | STEP_PUBLISH | STEP_READ_BACK,
};

enum publish_outcome {
	OUTCOME_TRANSIENT, /* surely nothing was published; the same again after a while */
	OUTCOME_USER,      /* surely nothing was published; the user must do something */
	OUTCOME_PERMANENT, /* surely nothing was published, and this content never will be */
	OUTCOME_AMBIGUOUS, /* it may have been published: read back, never start again */
	OUTCOME_COUNT,
};

/* What to say of it: name for programs, words in Indonesian and English, what the user may do. */
#define PUBLISH_FAULTS(X)                                                                          \
	X(NONE, "", "", "", "", "")                                                                \
	X(NETWORK, "meta_unreachable", "Meta tidak dapat dihubungi.",                              \
	  "Meta could not be reached.", "Ditunggu dan dicoba lagi sendiri.",                       \
	  "It is tried again by itself.")                                                          \
	X(META_BUSY, "meta_busy", "Meta sedang mengalami gangguan.",                               \
	  "Meta has a problem of its own at the moment.", "Ditunggu dan dicoba lagi sendiri.",     \
	  "It is tried again by itself.")                                                          \
	X(RATE_LIMITED, "rate_limited", "Batas permintaan ke Meta tercapai.",                      \
	  "Meta's request limit is reached.", "Ditunggu dan dicoba lagi sendiri.",                 \
	  "It is tried again by itself.")                                                          \
	X(QUOTA, "publishing_quota_reached",                                                       \
	  "Jatah posting 24 jam akun Instagram ini sudah habis.",                                  \
	  "This Instagram account has used up its posts of 24 hours.",                             \
	  "Ditunggu sampai jatahnya ada lagi.", "It waits until there is room again.")             \
	X(TOKEN_EXPIRED, "token_expired", "Koneksi Meta kedaluwarsa. Silakan connect ulang.",      \
	  "The Meta connection has expired. Please connect again.",                                \
	  "Klik reconnect (flow OAuth ulang), lalu coba lagi posting ini.",                        \
	  "Connect again, then retry this post.")                                                  \
	X(PERMISSIONS, "permissions_missing", "Izin Meta belum lengkap untuk auto-posting.",       \
	  "Some Meta permissions needed for publishing were not granted.",                         \
	  "Ulangi connect dan setujui semua izin yang diminta, lalu coba lagi.",                   \
	  "Connect again and allow every permission that is asked for, then retry.")               \
	X(NOT_ADMIN, "not_admin_page",                                                             \
	  "Akun Facebook ini tidak punya akses admin/editor ke Page yang dipilih.",                \
	  "This Facebook account has no admin or editor access to the Page.",                      \
	  "Ganti akun Facebook atau minta akses Page, lalu coba lagi.",                            \
	  "Use another Facebook account or ask for access to the Page, then retry.")               \
	X(NOT_CONNECTED, "not_connected", "Akun ini tidak terhubung lagi.",                        \
	  "This account is no longer connected.", "Hubungkan lagi, lalu coba lagi posting ini.",   \
	  "Connect it again, then retry this post.")                                               \
	X(ACCOUNT_CHANGED, "account_changed",                                                      \
	  "Page ini sekarang terhubung ke akun Instagram lain.",                                   \
	  "The Page is linked to another Instagram account now.",                                  \
	  "Buat posting baru untuk akun itu.", "Make a new post for that account.")                \
	X(LOGIN_REQUIRED, "login_required", "Meta meminta Anda masuk di facebook.com.",            \
	  "Meta asks you to log in at facebook.com.",                                              \
	  "Masuk di facebook.com dan ikuti petunjuknya, lalu connect ulang.",                      \
	  "Log in at facebook.com and follow what it says, then connect again.")                   \
	X(ACCOUNT_RESTRICTED, "account_restricted",                                                \
	  "Akun ini dibatasi, tidak aktif, atau perlu diverifikasi di aplikasi.",                  \
	  "The account is restricted, inactive, or must be confirmed in the app.",                 \
	  "Buka aplikasi Instagram atau Facebook, selesaikan yang diminta, lalu coba lagi.",       \
	  "Open the Instagram or Facebook app, do what it asks, then retry.")                      \
	X(SPAM, "blocked_as_spam", "Meta menahan tindakan ini karena dianggap spam.",              \
	  "Meta holds this back as suspected spam.",                                               \
	  "Periksa dulu di aplikasi apakah posting sudah tayang; coba lagi setelah 24 jam.",       \
	  "Look in the app whether it was published; try again after 24 hours.")                   \
	X(MEDIA_UNREACHABLE, "media_unreachable",                                                  \
	  "Meta tidak dapat mengambil media dari URL-nya.",                                        \
	  "Meta could not fetch the media from its URL.",                                          \
	  "Pastikan URL-nya publik dan langsung ke file, lalu coba lagi.",                         \
	  "Make sure that the URL is public and leads to the file itself, then retry.")            \
	X(MEDIA_TOO_LARGE, "media_too_large", "Gambar lebih besar dari 8 MB.",                     \
	  "The image is larger than 8 MB.", "Perkecil gambarnya.", "Make the image smaller.")      \
	X(MEDIA_GONE, "media_gone", "File unggahan posting ini sudah dihapus.",                    \
	  "An uploaded file of this post was deleted.", "Ganti medianya, lalu coba lagi.",         \
	  "Give it other media, then retry.")                                                      \
	X(MEDIA_FORMAT, "media_format", "Format media ini tidak diterima Instagram.",              \
	  "Instagram does not take this format.",                                                  \
	  "Pakai gambar JPEG, atau video MP4/MOV (H.264 dan AAC).",                                \
	  "Use a JPEG image, or an MP4 or MOV video (H.264 and AAC).")                             \
	X(MEDIA_RATIO, "media_ratio", "Rasio gambar di luar 4:5 sampai 1,91:1.",                   \
	  "The image's aspect ratio is outside 4:5 to 1.91:1.", "Potong gambarnya.",               \
	  "Crop the image.")                                                                       \
	X(MEDIA_PROCESSING, "media_processing_failed", "Meta gagal memproses media.",              \
	  "Meta could not process the media.", "Coba lagi, atau simpan ulang videonya.",           \
	  "Retry, or export the video again.")                                                     \
	X(MEDIA_TIMEOUT, "media_processing_timeout", "Meta terlalu lama memproses media.",         \
	  "Meta took too long to process the media.",                                              \
	  "Coba lagi, atau pakai video yang lebih kecil.", "Retry, or use a smaller video.")       \
	X(CAPTION_TOO_LONG, "caption_too_long",                                                    \
	  "Caption terlalu panjang, atau hashtag atau sebutannya terlalu banyak.",                 \
	  "The caption is too long, or has too many hashtags or mentions.",                        \
	  "Persingkat captionnya.", "Shorten the caption.")                                        \
	X(TAGS, "tags_invalid", "Ada tag pengguna atau produk yang tidak diterima.",               \
	  "A tag of a user or product was not accepted.", "Periksa tag-nya.", "Check the tags.")   \
	X(LINK, "link_refused", "Facebook menolak tautan ini.", "Facebook refused this link.",     \
	  "Ganti tautannya.", "Use another link.")                                                 \
	X(CONTENT, "content_refused", "Meta menolak isi posting ini.",                             \
	  "Meta refused the content of this post.", "Ubah isinya, lalu coba lagi.",                \
	  "Change it, then retry.")                                                                \
	X(DUPLICATE, "duplicate_status",                                                           \
	  "Facebook menganggap posting ini sama dengan yang sudah ada.",                           \
	  "Facebook takes this for the same as an earlier post.", "Ubah teksnya.",                 \
	  "Change the text.")                                                                      \
	X(CONTAINER_GONE, "container_gone", "Persiapan posting di Meta hilang atau kedaluwarsa.",  \
	  "What was prepared at Meta is gone or has expired.", "Coba lagi.", "Retry.")             \
	X(APP, "app_config", "Aplikasi Meta server ini belum benar.",                              \
	  "This server's Meta app is not set up correctly.", "Hubungi pengelola server ini.",      \
	  "Tell the operator of this server.")                                                     \
	X(REFUSED, "meta_refused", "Meta menolak permintaan ini.", "Meta refused this request.",   \
	  "Lihat jawaban Meta, ubah posting, lalu coba lagi.",                                     \
	  "See what Meta answered, change the post, then retry.")                                  \
	X(UNCONFIRMED, "unconfirmed", "Belum pasti apakah posting ini sudah tayang.",              \
	  "It is not certain whether this was published.",                                         \
	  "Periksa di aplikasi, lalu nyatakan sudah tayang atau belum.",                           \
	  "Look in the app, then say whether it is there.")                                        \
	X(MISSED, "missed", "Waktunya terlewat saat server mati.",                                 \
	  "Its time passed while the server was down.",                                            \
	  "Terbitkan sekarang, jadwalkan lagi, atau batalkan.",                                    \
	  "Publish it now, schedule it again, or cancel it.")                                      \
	X(NOT_APPROVED, "not_approved", "Belum disetujui saat waktunya tiba.",                     \
	  "It was not approved when its time came.",                                               \
	  "Setel waktu baru, atau terbitkan sekarang; setelah disetujui posting ini terbit.",      \
	  "Set another time, or publish it now: it is published once it is approved.")             \
	X(COMMENT_FAILED, "first_comment_failed",                                                  \
	  "Posting tayang, tetapi komentar pertamanya tidak.",                                     \
	  "It was published, but its first comment was not.", "Tulis komentarnya di aplikasi.",    \
	  "Write the comment in the app.")                                                         \
	X(COMMENT_UNCONFIRMED, "first_comment_unconfirmed",                                        \
	  "Posting tayang; belum pasti apakah komentar pertamanya ada.",                           \
	  "It was published; whether its first comment is there is not certain.",                  \
	  "Periksa di aplikasi.", "Look in the app.")

enum publish_fault {
#define PUBLISH_FAULT_ENUM(id, ...) FAULT_##id,
	PUBLISH_FAULTS(PUBLISH_FAULT_ENUM)
#undef PUBLISH_FAULT_ENUM
		FAULT_COUNT,
};

struct publish_fault_info {
	const char *name;
	const char *text_id, *text_en;
	const char *action_id, *action_en;
};
const struct publish_fault_info *publish_fault_info(enum publish_fault fault);
/* FAULT_NONE for a name that is none. */
enum publish_fault publish_fault_parse(struct str name);

struct publish_verdict {
	enum publish_outcome outcome;
	enum publish_fault fault;
	bool new_container; /* OUTCOME_TRANSIENT: the container is lost, only another can help */
	int64_t wait_s;     /* OUTCOME_TRANSIENT: not before; 0: as the step's own patience says */
	int row;            /* of the table; -1: none, the step's rule for the unknown. For tests */
};

struct publish_verdict publish_verdict(enum publish_step step, const struct graph_error *ge);
/*
 * The same for a container whose status is ERROR: its text ends in the subcode. 0: not told.
 * Publishing cannot have happened.
 */
struct publish_verdict publish_container_verdict(struct str status_text);

/* The table's size, and where a row is from: for tests and documents. */
size_t publish_verdict_rows(void);
const char *publish_verdict_source(size_t row);

#endif
