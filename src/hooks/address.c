#include "hooks/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "base/url.h"
#include "hooks/hooks.h"
#include "net/public.h"

/* An address instead of a name; old spellings (0x7f.1, 2130706433) are taken for ones. */
static bool is_private_number(struct arena *a, struct str host)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
	const char *text = str_z(a, host);
	struct str rest = host, last = host;

	if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
		return !net_is_public((const struct sockaddr *)&v4);
	if (inet_pton(AF_INET6, text, &v6.sin6_addr) == 1)
		return !net_is_public((const struct sockaddr *)&v6);
	while (rest.at)
		last = str_cut(&rest, '.');
	return last.len > 0 && last.at[0] >= '0' && last.at[0] <= '9';
}

static bool is_private_name(struct str host)
{
	static const char *const endings[] = { ".local", ".internal", ".localhost", ".lan",
					       ".home" };
	struct str name = host;

	if (str_ends_with(name, STR(".")))
		name.len--;
	for (size_t i = 0; i < COUNT_OF(endings); i++)
		if (str_ends_with(name, str_of(endings[i])))
			return true;
	bool is_v6 = str_find_char(name, ':') < name.len;
	return !is_v6 && str_find_char(name, '.') == name.len;
}

bool hook_address_check(struct arena *a, struct str url, bool allow_private, struct err *err)
{
	struct err unread = ERR_INIT;
	struct url parsed = { .port = 0 };

	if (url.len > HOOK_URL_MAX || !url_parse(a, url, &parsed, &unread) ||
	    (!allow_private && !str_eq(parsed.scheme, STR("https"))))
		return err_field_texts(err, "url",
				       "Isi dengan alamat https:// lengkap, tanpa nama pengguna.",
				       "Enter a whole https:// address without a user name.");
	if (allow_private || (!is_private_name(parsed.host) && !is_private_number(a, parsed.host)))
		return true;
	return err_field_texts(err, "url",
			       "Alamat ini hanya dikenal di jaringan pribadi: pakai yang publik.",
			       "Only a private network knows this address: use a public one.");
}
