#include "hooks/address.h"

#include "base/url.h"
#include "hooks/hooks.h"

bool hook_address_check(struct arena *a, struct str url, enum net_reach reach, struct err *err)
{
	struct err unread = ERR_INIT;
	struct url parsed = { .port = 0 };

	if (url.len > HOOK_URL_MAX || !url_parse(a, url, &parsed, &unread) ||
	    (reach == NET_PUBLIC && !str_eq(parsed.scheme, STR("https"))))
		return err_field_texts(err, "url",
				       "Isi dengan alamat https:// lengkap, tanpa nama pengguna.",
				       "Enter a whole https:// address without a user name.");
	if (net_may_name(reach, a, parsed.host))
		return true;
	return err_field_texts(err, "url",
			       "Alamat ini hanya dikenal di jaringan pribadi: pakai yang publik.",
			       "Only a private network knows this address: use a public one.");
}
