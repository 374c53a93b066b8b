#include "graphsim/world/comment_texts.h"

#include "base/arena.h"

#define WORDS(name, ...) static const struct str name[] = { __VA_ARGS__ }
#define W STR_INIT
#define PICK(d, list) draw_word((d), (list), COUNT_OF(list))

WORDS(first_names, W("ayu"), W("budi"), W("dewi"), W("rizky"), W("putri"), W("agus"), W("nurul"),
      W("fajar"), W("sari"), W("yoga"), W("intan"), W("bayu"), W("mega"), W("aldi"), W("wulan"),
      W("reza"), W("tika"), W("galih"), W("nadia"), W("hendra"), W("lina"), W("arif"), W("maya"),
      W("dimas"), W("ratna"), W("iqbal"), W("siska"), W("andre"), W("vina"), W("teguh"), W("kevin"),
      W("michelle"), W("yanti"), W("bagas"), W("salsa"), W("farhan"), W("gita"), W("oka"),
      W("made"), W("ucok"));

WORDS(last_names, W("pratama"), W("lestari"), W("saputra"), W("wijaya"), W("kusuma"), W("hidayat"),
      W("anggraini"), W("santoso"), W("maulana"), W("permata"), W("siregar"), W("nugroho"),
      W("utami"), W("ramadhan"), W("simanjuntak"), W("fitriani"), W("setiawan"), W("halim"),
      W("oktavia"), W("mahendra"));

/* `%` stands for what the account is about. */
WORDS(positive, W("mantap banget %nya 😍😍"), W("suka banget sama %nya kak ❤️"),
      W("Gokil sih ini, auto pesan lagi 🔥"), W("pengen cobaaa 🤤"), W("keren parah 👏👏👏"),
      W("Selalu konsisten kualitasnya, sukses terus ya kak 🙏"), W("love it! 💖"),
      W("akhirnya nemu % yang pas di hati 🥰"), W("recommended bgt gaesss"),
      W("pelayanannya ramah, %nya juara 🏆"), W("wah cakep bener"), W("This is so good 😭✨"),
      W("udah 3x beli ga pernah kecewa 👍"), W("bagus bangettt, makasih infonya min"),
      W("anjay keren 🔥🔥"), W("Terbaik! Bangga produk lokal 🇮🇩"), W("nagih sih ini wkwk 😂❤️"),
      W("kece abis kak, ditunggu yang berikutnya"), W("so proud of you guys!"),
      W("mimin baik hati, %nya top markotop"), W("worth it sama harganya 💯"),
      W("ini mah favorit sekeluarga 😋"), W("estetik banget feednya ✨"),
      W("gemesss pengen punya semua 😍"), W("alhamdulillah barang sampai dengan selamat, puas 🤩"),
      W("sumpah enak bgt, nyesel baru tau sekarang"), W("keren kak, inspiratif 🙌"),
      W("Perfect for the weekend 🌞"), W("idola memang beda 😎"), W("murah meriah kualitas oke 👌"));

WORDS(neutral, W("harganya berapa kak?"), W("ini lokasinya di mana ya?"), W("bisa kirim ke Medan?"),
      W("min cek DM ya"), W("@%u nih yang kemarin kamu cari"), W("kapan restock?"),
      W("buka jam berapa min?"), W("ada di marketplace ga?"), W("Is this available in Bali?"),
      W("info dong kak 🙏"), W("% yang warna lain ada?"), W("hadir 🙋"), W("nyimak dulu"), W("up"),
      W("besok libur tetap buka?"), W("tag @%u"), W("bisa COD ga?"),
      W("berapa lama pengirimannya?"), W("itu musiknya judulnya apa ya"), W("first 😅"),
      W("resepnya mana kak"), W("bisa reservasi untuk 10 orang?"),
      W("sampai tanggal berapa promonya?"), W("how do I order?"),
      W("ini beda ya sama yang minggu lalu?"), W("saya dari Makassar min"),
      W("cara pesannya gimana"), W("done ya min"));

WORDS(negative, W("kecewa, %nya ga sesuai foto 😞"), W("admin slow respon banget 😡"),
      W("kemarin pesan, sampai sekarang belum dikirim. gimana ini?"), W("mahal amat, ga worth it"),
      W("pelayanannya jutek parah 👎"), W("zonk 😤"),
      W("udah DM 3 hari ga dibales, niat jualan ga sih"),
      W("kualitasnya turun ya sekarang, sayang banget"), W("overrated menurutku"),
      W("barang datang rusak, minta refund malah diabaikan 😠"), W("Very disappointed, never again"),
      W("php mulu min, capek"), W("antrinya lama, tempatnya kotor"), W("kapok beli di sini"),
      W("B aja sih, ekspektasi ketinggian"), W("jangan beli gaes, nyesel 😭"),
      W("promo kok syaratnya ribet bgt"), W("lah kok makin kecil porsinya 🤦"),
      W("Sumpah nyebelin CS-nya"), W("tolong dong diperbaiki sistem ordernya, error terus"));

static const struct str about[THEME_COUNT] = {
	[THEME_FOOD] = W("masakan"), [THEME_COFFEE] = W("kopi"), [THEME_FASHION] = W("kain"),
	[THEME_BEAUTY] = W("serum"), [THEME_TRAVEL] = W("trip"), [THEME_CRAFT] = W("keramik"),
	[THEME_TECH] = W("review"),  [THEME_HOME] = W("desain"),
};

WORDS(thanks, W("@%u terima kasih banyak kak 🙏❤️"),
      W("@%u makasih yaa, ditunggu order berikutnya 😊"),
      W("@%u senang banget bacanya, terima kasih! ✨"));
WORDS(answers, W("@%u sudah kami balas di DM ya kak 🙏"), W("@%u cek link di bio ya kak 😊"),
      W("@%u hai kak, silakan WhatsApp kami di nomor di bio 📱"),
      W("@%u buka tiap hari 08.00-21.00 kak"));
WORDS(apologies, W("@%u mohon maaf atas kendalanya kak 🙏 boleh DM nomor pesanannya?"),
      W("@%u maaf ya kak, tim kami segera cek 🙇"));

struct str comment_username(struct arena *a, unsigned person)
{
	struct draws d = draws_of(0, MIX_NAME, person, 0);
	struct str first = PICK(&d, first_names);
	struct str last = PICK(&d, last_names);
	unsigned number = (unsigned)draw_below(&d, 100);

	switch (draw_below(&d, 5)) {
	case 0:
		return str_fmt(a, "%.*s.%.*s", STR_ARG(first), STR_ARG(last));
	case 1:
		return str_fmt(a, "%.*s_%.*s%02u", STR_ARG(first), STR_ARG(last), number);
	case 2:
		return str_fmt(a, "%.*s%.*s", STR_ARG(first), STR_ARG(last));
	case 3:
		return str_fmt(a, "its.%.*s%u", STR_ARG(first), number);
	default:
		return str_fmt(a, "%.*s%.*s_", STR_ARG(last), STR_ARG(first));
	}
}

struct str comment_text(struct arena *a, struct draws *d, enum sentiment sentiment,
			enum theme theme)
{
	struct str text = sentiment == SENTIMENT_POSITIVE   ? PICK(d, positive)
			  : sentiment == SENTIMENT_NEGATIVE ? PICK(d, negative)
							    : PICK(d, neutral);

	if (str_contains(text, STR("%u")))
		text = str_replace(a, text, STR("%u"),
				   comment_username(a, (unsigned)draw_below(d, 60000)));
	return str_replace(a, text, STR("%"), about[theme]);
}

struct str comment_owner_reply(struct arena *a, struct draws *d, enum sentiment to,
			       struct str username)
{
	struct str text = to == SENTIMENT_POSITIVE   ? PICK(d, thanks)
			  : to == SENTIMENT_NEGATIVE ? PICK(d, apologies)
						     : PICK(d, answers);

	return str_replace(a, text, STR("%u"), username);
}
