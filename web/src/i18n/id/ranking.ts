export const ranking = {
  title: 'Peringkat pertumbuhan',
  help: 'Akun Anda, dari yang paling tumbuh: selisih rentang ini dengan rentang sebelumnya yang sama panjang. Dihitung setelah setiap pengambilan data; tanda – berarti rentang sebelumnya belum lengkap.',
  metric: 'Yang dibandingkan',
  metrics: {
    followers: 'Follower',
    engagement: 'Like + komentar',
    engagement_rate: 'Engagement rate',
    reach: 'Rata-rata reach',
    impressions: 'Rata-rata impression',
    sentiment: 'Sentimen bersih',
  },
  frame: 'Rentang peringkat',
  single: 'Hubungkan akun lain untuk membandingkan pertumbuhannya.',
  rank: 'Peringkat',
};
