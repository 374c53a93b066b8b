export const choose = {
  title: 'Pilih Akun',
  lead: 'Pilih akun untuk melihat performanya.',
  add: 'Tambah Akun',
  manage: 'Kelola Akun',
  facebook: 'Facebook:',
  follower: 'Follower',
  rate: 'Engagement Rate',
  reach: 'Reach',
  impression: 'Impression',
  updated: 'Di-update pada:',
  compared: 'Dibandingkan dengan:',
  open: 'Lihat Selengkapnya',
  openOf: (name: string) => `Lihat Selengkapnya: ${name}`,
  partial: 'Sebagian angka gagal dimuat.',
  emptyTitle: 'Ayo, mulai!',
  emptyText:
    'Tautkan akun Instagram bisnis dengan Halaman Facebook, lalu hubungkan di sini. Data terkumpul sejak hari pertama.',
  emptyAction: 'Hubungkan Akun',
  modalTitle: 'Tambah Akun Baru',
  modalText:
    'Masuk ke Facebook dengan akun yang mengelola Halaman milik Instagram bisnismu. Setelah itu kamu memilih akun Instagram yang akan dipantau.',
  modalNeeds: [
    'Akun Instagram bisnis',
    'Halaman Facebook yang tertaut dengannya',
    'Akses ke Halaman itu',
  ],
  modalNeedsTitle: 'Yang perlu disiapkan',
  modalConnect: 'Masuk ke Facebook',
  connecting: 'Membuka Facebook…',
};

export const manage = {
  title: 'Kelola Akun',
  lead: 'Pilih akun Instagram yang akan dihubungkan.',
  quota: 'Kuota milih akunmu:',
  unlimited: 'tanpa batas',
  facebookUnlink: 'Lepas Tautan Facebook',
  linked: 'Sudah Terhubung',
  taken: 'Dipakai pengguna lain',
  free: 'Siap dihubungkan',
  unlink: 'Lepas Koneksi',
  noInstagram: 'Tidak ada Instagram bisnis di akun Facebook ini.',
  emptyTitle: 'Belum ada akun Facebook',
  emptyText: 'Masuk ke Facebook untuk melihat akun Instagram bisnis yang bisa dihubungkan.',
  another: 'Akun yang kamu cari tidak ada?',
  anotherLink: 'Masuk dengan akun Facebook lain',
  connect: 'Hubungkan',
  selected: (n: number) => `${n} akun dipilih`,
  select: (name: string) => `Pilih ${name}`,
  confirmTitle: 'Hubungkan sekarang?',
  confirmText: (n: number) => `Kamu memilih ${n} Akun Instagram yang akan dihubungkan`,
  confirmYes: 'Ya, Hubungkan Sekarang',
  change: 'Ubah',
  working: 'Sedang menghubungkan. Tunggu sebentar...',
  workingHint: 'Pengambilan data pertama bisa memakan beberapa menit.',
  done: 'Lanjutkan',
  state: {
    waiting: 'Menunggu',
    running: 'Sedang mengambil data…',
    done: 'Terhubung',
    failed: 'Gagal',
  },
  step: (done: number, total: number) => `Langkah ${done} dari ${total}`,
  retryOf: (name: string) => `Coba lagi ${name}`,
  connected: 'Berhasil Menghubungkan Akun',
  connectedText: (name: string) => `@${name} sudah terhubung.`,
  connectFailed: 'Gagal Menghubungkan Akun IG',
  unlinkTitle: 'Lepas koneksi?',
  unlinkInstagram: (name: string) =>
    `Akun Instagram ${name} tidak lagi dipantau. Riwayat datanya tetap disimpan.`,
  unlinkFacebook: (name: string) =>
    `Akun Facebook ${name} dan izinnya dihapus dari Simpul. Riwayat data tetap disimpan.`,
  unlinkYes: 'Lepaskan',
  unlinked: 'Berhasil Melepaskan Akun',
  unlinkedInstagram: (name: string) => `Akun Instagram ${name} berhasil dilepaskan!`,
  unlinkedFacebook: (name: string) => `Akun Facebook ${name} berhasil dilepaskan!`,
  unlinkFailed: 'Gagal Melepaskan Akun',
  unlinkFailedText: 'Silakan coba lagi atau hubungi CS kami.',
  reconnected: 'Berhasil menghubungkan kembali kamu!',
  reconnectFailed: 'Gagal Menghubungkan Akun',
  reconnecting: 'Menghubungkan kembali…',
};

export const callback = {
  loading: 'Menyelesaikan koneksi dengan Facebook…',
  failed: 'Koneksi belum selesai',
  titles: {
    facebook_account_already_used: 'Yahh.. Akun Facebook-nya sudah dipakai :(',
    other: 'Gagal menghubungkan',
  },
  texts: {
    facebook_account_already_used:
      'Akun Facebook ini sudah dipakai oleh pengguna Simpul lain. Masuk dengan akun Facebook yang berbeda.',
    facebook_not_found:
      'Akun Facebook ini belum punya Halaman. Buat Halaman untuk usahamu dulu, lalu hubungkan lagi.',
    instagram_not_business:
      'Akun Instagram yang tertaut belum menjadi akun bisnis. Ubah jenis akunnya di pengaturan Instagram.',
    facebook_not_connected:
      'Instagram bisnis dan Halaman Facebook-mu belum saling tertaut. Tautkan keduanya, lalu hubungkan lagi.',
    permission_denied:
      'Izin belum diberikan. Ulangi dan setujui semua izin yang diminta; bila tetap gagal, hubungi dukungan.',
    other: 'Facebook tidak dapat menyelesaikan koneksi ini. Coba sekali lagi.',
  },
  facebook: 'Masuk Ke Facebook',
  instagram: 'Pergi ke Pengaturan IG',
  code: (code: string) => `Kode: ${code}`,
};

export const reauth = {
  title: 'Koneksi akun Facebook ke Simpul kamu terputus',
  text: (username: string, facebook: string) =>
    `Izin akun Facebook${facebook && ` ${facebook}`} untuk @${username} sudah tidak berlaku. Hubungkan ulang agar data terus terkumpul; riwayat yang ada tetap aman.`,
  action: 'Hubungkan Ulang',
};
