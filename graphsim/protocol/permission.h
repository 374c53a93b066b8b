/*
 * Login permissions (spec: meta-graph.md 11) as one table: name, what the dialog says it gives, and
 * whether it still works when data access has expired (1.6).
 */
#ifndef GRAPHSIM_PERMISSION_H
#define GRAPHSIM_PERMISSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum permission_target { TARGET_NONE, TARGET_PAGE, TARGET_INSTAGRAM, TARGET_BUSINESS };

/* enum, name, survives the end of data access, what its granular targets are, dialog text */
#define PERMISSIONS(X)                                                                             \
	X(PUBLIC_PROFILE, "public_profile", true, TARGET_NONE, "Nama dan foto profil Anda")        \
	X(EMAIL, "email", false, TARGET_NONE, "Alamat email Anda")                                 \
	X(PAGES_SHOW_LIST, "pages_show_list", true, TARGET_PAGE,                                   \
	  "Menampilkan daftar Page yang Anda kelola")                                              \
	X(PAGES_READ_ENGAGEMENT, "pages_read_engagement", true, TARGET_PAGE,                       \
	  "Membaca konten dan keterlibatan di Page Anda")                                          \
	X(PAGES_READ_USER_CONTENT, "pages_read_user_content", true, TARGET_PAGE,                   \
	  "Membaca komentar orang di Page Anda")                                                   \
	X(PAGES_MANAGE_POSTS, "pages_manage_posts", true, TARGET_PAGE,                             \
	  "Membuat dan mengelola kiriman di Page Anda")                                            \
	X(PAGES_MANAGE_ENGAGEMENT, "pages_manage_engagement", true, TARGET_PAGE,                   \
	  "Membalas dan mengelola komentar di Page Anda")                                          \
	X(PAGES_MANAGE_METADATA, "pages_manage_metadata", true, TARGET_PAGE,                       \
	  "Mengelola pengaturan Page Anda")                                                        \
	X(PAGES_MESSAGING, "pages_messaging", true, TARGET_PAGE, "Membalas pesan Page Anda")       \
	X(READ_INSIGHTS, "read_insights", true, TARGET_PAGE, "Membaca insight Page Anda")          \
	X(BUSINESS_MANAGEMENT, "business_management", true, TARGET_BUSINESS,                       \
	  "Mengelola portofolio bisnis Anda")                                                      \
	X(INSTAGRAM_BASIC, "instagram_basic", false, TARGET_INSTAGRAM,                             \
	  "Membaca profil dan media akun Instagram Anda")                                          \
	X(INSTAGRAM_MANAGE_INSIGHTS, "instagram_manage_insights", false, TARGET_INSTAGRAM,         \
	  "Membaca insight akun Instagram Anda")                                                   \
	X(INSTAGRAM_MANAGE_COMMENTS, "instagram_manage_comments", false, TARGET_INSTAGRAM,         \
	  "Membaca dan mengelola komentar Instagram Anda")                                         \
	X(INSTAGRAM_CONTENT_PUBLISH, "instagram_content_publish", false, TARGET_INSTAGRAM,         \
	  "Menerbitkan konten ke akun Instagram Anda")                                             \
	X(INSTAGRAM_MANAGE_CONTENTS, "instagram_manage_contents", false, TARGET_INSTAGRAM,         \
	  "Menghapus konten akun Instagram Anda")                                                  \
	X(INSTAGRAM_MANAGE_ENGAGEMENT, "instagram_manage_engagement", false, TARGET_INSTAGRAM,     \
	  "Menyukai konten sebagai akun Instagram Anda")                                           \
	X(ADS_READ, "ads_read", true, TARGET_NONE, "Membaca data iklan Anda")                      \
	X(ADS_MANAGEMENT, "ads_management", true, TARGET_NONE, "Mengelola iklan Anda")

enum permission {
#define PERMISSION_ENUM(name, ...) PERMISSION_##name,
	PERMISSIONS(PERMISSION_ENUM)
#undef PERMISSION_ENUM
		PERMISSION_COUNT,
};

/* A set of permissions: bit n stands for permission n. */
typedef uint32_t permission_set;
#define PERMISSION_BIT(p) ((permission_set)1 << (p))

struct permission_info {
	struct str name;
	bool survives_data_access;
	enum permission_target target;
	struct str text;
};
const struct permission_info *permission_info(enum permission p);
bool permission_of(struct str name, enum permission *ret) must_use;
/*
 * A list separated by commas or spaces. The first unknown name goes to `ret_unknown` and the rest
 * is read all the same.
 */
permission_set permission_set_of(struct str list, struct str *ret_unknown);
/* "a,b,c" */
struct str permission_set_text(struct arena *a, permission_set set);

#endif
