#include "auth/email.h"

#include "base/limits.h"

#define LOCAL_MAX 64 /* RFC 5321 section 4.5.3.1.1 */
#define LABEL_MAX 63 /* RFC 1035 section 2.3.4 */

static bool is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* RFC 5322 section 3.2.3: atext. */
static bool is_atext(char c)
{
	static const struct str marks = STR_INIT("!#$%&'*+-/=?^_`{|}~");

	return is_alnum(c) || str_find_char(marks, c) < marks.len;
}

static bool is_local_part(struct str local)
{
	if (local.len == 0 || local.len > LOCAL_MAX)
		return false;
	for (struct str rest = local; rest.at;) {
		struct str atom = str_cut(&rest, '.');

		if (atom.len == 0)
			return false;
		for (size_t i = 0; i < atom.len; i++) {
			if (!is_atext(atom.at[i]))
				return false;
		}
	}
	return true;
}

static bool is_label(struct str label)
{
	if (label.len == 0 || label.len > LABEL_MAX || label.at[0] == '-' ||
	    label.at[label.len - 1] == '-')
		return false;
	for (size_t i = 0; i < label.len; i++) {
		if (!is_alnum(label.at[i]) && label.at[i] != '-')
			return false;
	}
	return true;
}

static bool is_domain(struct str domain)
{
	size_t labels = 0;

	for (struct str rest = domain; rest.at; labels++) {
		if (!is_label(str_cut(&rest, '.')))
			return false;
	}
	return labels >= 2;
}

bool email_is_valid(struct str email)
{
	size_t at = str_find_char(email, '@');

	return email.len <= LIMIT_EMAIL && at < email.len && is_local_part(str_sub(email, 0, at)) &&
	       is_domain(str_skip(email, at + 1));
}

struct str email_fold(struct arena *a, struct str email)
{
	return str_lower(a, str_trim(email));
}
