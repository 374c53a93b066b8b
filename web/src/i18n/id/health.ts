export const token = {
  states: {
    connected: 'Terhubung',
    expiring: 'Segera berakhir',
    data_access_expiring: 'Akses data segera berakhir',
    permissions_missing: 'Izin kurang',
    invalid: 'Terputus',
  },
  expiringTitle: (days: number) =>
    days > 0 ? `Izin Facebook berakhir dalam ${days} hari` : 'Izin Facebook berakhir hari ini',
  expiringText: 'Masuk lagi ke Facebook sekarang; data yang ada tetap aman.',
  accessTitle: (days: number) =>
    days > 0 ? `Akses data Meta berakhir dalam ${days} hari` : 'Akses data Meta berakhir hari ini',
  accessText:
    'Meta menutup akses 90 hari setelah login terakhir. Masuk lagi ke Facebook untuk memperpanjangnya.',
  permissionsTitle: 'Sebagian izin Meta belum diberikan',
  permissionsText: (names: string) =>
    `Tanpa izin ini sebagian data tidak terkumpul: ${names}. Hubungkan ulang dan setujui semuanya.`,
  invalidTitle: 'Koneksi dengan Facebook terputus',
  reasons: {
    app_removed: 'Simpul dihapus dari pengaturan Facebook-mu.',
    login_required: 'Facebook meminta kamu masuk lagi.',
    password_changed: 'Kata sandi Facebook diganti sejak terakhir terhubung.',
    expired: 'Izinnya sudah kedaluwarsa.',
    unconfirmed: 'Facebook meminta akunmu dikonfirmasi dulu.',
    invalid: 'Izinnya tidak berlaku lagi.',
    role_lost: 'Kamu tidak lagi punya akses ke Halaman ini.',
    refused: 'Meta menolak izinnya.',
  },
  invalidText: 'Pengumpulan data berhenti sampai dihubungkan ulang; riwayat tetap aman.',
  action: 'Hubungkan Ulang',
};

export const collection = {
  button: 'Status pengumpulan data',
  title: 'Pengumpulan data',
  states: {
    never: 'Belum pernah dikumpulkan',
    waiting: 'Menunggu giliran',
    running: 'Sedang berjalan',
    done: 'Selesai',
    failed: 'Gagal',
    invalid_token: 'Perlu dihubungkan ulang',
  },
  started: 'Mulai',
  finished: 'Terakhir berhasil',
  failedAt: 'Terakhir dicoba',
  next: 'Berikutnya',
  calls: 'Panggilan ke Meta',
  of: (got: string, total: string) => `${got} dari ${total}`,
  steps: {
    profile: 'Profil',
    stories: 'Story',
    insights: 'Insight akun',
    audience: 'Follower',
    page: 'Halaman Facebook',
    media: 'Media',
    reels: 'Reel',
    comments: 'Komentar',
    analysis: 'Sentimen dan pertumbuhan',
  },
  stepStates: {
    done: 'selesai',
    running: 'berjalan',
    waiting: 'menunggu',
    failed: 'gagal',
    partial: 'sebagian',
    skipped: 'dilewati',
  },
  media: (got: string, total: string) => `${got} dari ${total} media`,
};

export const health = {
  title: 'Pengumpulan data',
  lead: 'Setiap akun dan kompetitor: kapan terakhir berhasil, seberapa lengkap, dan apa yang gagal.',
  totals: {
    accounts: 'Akun',
    fresh: 'Segar (24 jam)',
    failing: 'Gagal',
    calls: 'Panggilan hari ini',
  },
  columns: {
    name: 'Akun',
    state: 'Keadaan',
    coverage: 'Cakupan',
    success: 'Terakhir berhasil',
    next: 'Berikutnya',
    calls: 'Panggilan',
  },
  kinds: { account: 'Akun', competitor: 'Kompetitor' },
  partial: 'Sebagian',
  none: 'Belum ada akun yang dikumpulkan',
  details: (name: string) => `Rincian @${name}`,
  metaCode: (code: number) => `kode Meta ${code}`,
  notOffered: 'Tidak diberikan Meta',
  notOfferedSince: (n: number, date: string) => `${n} metrik tidak diberikan Meta sejak ${date}`,
  problems: 'Tidak terambil',
  failures: (n: number) => `${n} kali gagal berturut-turut`,
};
