// Texts by error code. The four of Social Connect are the contract's own words.
export const errors = {
  panel: 'Data gagal dimuat',
  codes: {
    network: {
      message: 'Server tidak dapat dihubungi.',
      action: 'Periksa koneksi internetmu, lalu coba lagi.',
    },
    server_error: {
      message: 'Terjadi kesalahan pada sistem kami.',
      action: 'Coba lagi sebentar lagi.',
    },
    bad_reply: {
      message: 'Jawaban server tidak dapat dibaca.',
      action: 'Coba lagi sebentar lagi.',
    },
    unexpected: { message: 'Terjadi kesalahan yang tidak terduga.', action: 'Muat ulang halaman.' },
    http_404: { message: 'Data ini tidak ditemukan.', action: '' },
    bad_credentials: { message: 'Email atau kata sandi tidak cocok.', action: '' },
    not_admin_page: {
      message: 'Akun Facebook ini tidak punya akses admin/editor ke Page yang dipilih.',
      action: 'Ganti akun Facebook atau minta akses Page',
    },
    instagram_not_connected_to_page: {
      message: 'Page Facebook belum terhubung ke Instagram Business.',
      action: 'Hubungkan IG Business ke Page di Meta Business Suite',
    },
    token_expired: {
      message: 'Koneksi Meta kedaluwarsa. Silakan connect ulang.',
      action: 'Klik Hubungkan ulang',
    },
    permissions_missing: {
      message: 'Izin Meta belum lengkap untuk auto-posting.',
      action: 'Ulangi connect dan setujui semua izin yang diminta',
    },
    permission_denied: {
      message: 'Izin belum diberikan di Facebook.',
      action: 'Ulangi connect dan setujui izinnya',
    },
    facebook_account_already_used: {
      message: 'Akun Facebook ini sudah dipakai pengguna lain.',
      action: 'Masuk dengan akun Facebook yang berbeda',
    },
    facebook_not_found: {
      message: 'Akun Facebook ini belum punya Halaman.',
      action: 'Buat Halaman Facebook dulu',
    },
    facebook_account_unknown: {
      message: 'Belum ada pengguna yang menghubungkan akun Facebook ini.',
      action: 'Masuk dengan email, lalu hubungkan Facebook di Kelola Akun.',
    },
    state_invalid: {
      message: 'Tautan masuk Facebook ini tidak berlaku lagi.',
      action: 'Ulangi dari awal.',
    },
    exceed_limit: {
      message: 'Jumlah akun sudah mencapai batas paketmu.',
      action: 'Lepas satu akun, atau tingkatkan paket',
    },
    account_already_used: {
      message: 'Akun Instagram ini sudah dihubungkan pengguna lain.',
      action: '',
    },
    no_subscription: {
      message: 'Kamu belum berlangganan.',
      action: 'Lihat paket di halaman Profil, atau hubungi admin.',
    },
    plan_forbids: {
      message: 'Paketmu belum mencakup ini.',
      action: 'Tingkatkan paket untuk membukanya.',
    },
    email_not_verified: {
      message: 'Emailmu belum dikonfirmasi.',
      action: 'Buka tautan di email dari kami, atau minta yang baru di halaman Profil.',
    },
    registration_closed: {
      message: 'Pendaftaran di server ini ditutup.',
      action: 'Minta admin membuatkan akun.',
    },
    rate_limited: {
      message: 'Terlalu banyak permintaan.',
      action: 'Coba lagi beberapa menit lagi.',
    },
    competitor_already_added: { message: 'Akun ini sudah ada di daftar.', action: '' },
    competitor_is_own_account: { message: 'Ini akunmu sendiri.', action: '' },
    instagram_not_business: {
      message: 'Akun tidak ditemukan. Akun kompetitor haruslah akun bisnis',
      action: '',
    },
    graph_busy: {
      message: 'Batas panggilan ke Meta sedang tercapai.',
      action: 'Coba lagi beberapa menit lagi.',
    },
    graph_error: {
      message: 'Meta tidak dapat memberikan datanya sekarang.',
      action: 'Coba lagi sebentar lagi.',
    },
    database_error: { message: 'Data belum tersimpan.', action: 'Coba lagi sebentar lagi.' },
    invalid_token: {
      message: 'Koneksi dengan Facebook terputus.',
      action: 'Hubungkan ulang akun ini.',
    },
  },
};
