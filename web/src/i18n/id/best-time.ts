export const bestTime = {
  title: 'Waktu terbaik untuk posting',
  lead: 'Gabungan waktu online follower dan hasil postingmu sendiri',
  help: 'Skor 1 adalah jam biasa untuk akun ini. Jumlah follower yang online pada jam itu dan dua jam berikutnya dikalikan dengan hasil postingmu pada jam yang sama; bila postingnya sedikit, hasilnya ditarik ke rata-rata.',
  score: (value: string) => `${value}× jam biasa`,
  audience: 'Follower online',
  effect: 'Hasil postingmu',
  posts: (n: number) => (n ? `dari ${n} posting` : 'belum ada posting pada jam ini'),
  range: (low: string, high: string) => `kisaran ${low} sampai ${high}`,
  basis: (posts: number, audience: boolean) =>
    audience
      ? `Dihitung dari ${posts} posting dan waktu online follower.`
      : `Dihitung dari ${posts} posting; waktu online follower belum diketahui.`,
  empty: 'Belum cukup data',
  emptyHint: 'Rekomendasi muncul setelah ada posting atau data follower online.',
};
