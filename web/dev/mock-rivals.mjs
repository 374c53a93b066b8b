// Competitors of the mock: public accounts that can be found, added and measured.
import { ANALYTICS, historyOf } from './mock-analytics.mjs';

export const PUBLIC_ACCOUNTS = [
  {
    id: '17841400000000101',
    username: 'rasa.surabaya',
    name: 'Rasa Surabaya',
    seed: 31,
    base: 242_000,
  },
  { id: '17841400000000102', username: 'dapur.emak', name: 'Dapur Emak', seed: 37, base: 96_500 },
  {
    id: '17841400000000103',
    username: 'sambal_nusantara',
    name: 'Sambal Nusantara',
    seed: 41,
    base: 31_200,
  },
  {
    id: '17841400000000104',
    username: 'kulinerkita',
    name: 'Kuliner Kita',
    seed: 43,
    base: 512_000,
  },
];

export const findPublic = (username) =>
  PUBLIC_ACCOUNTS.find((account) => account.username === username.toLowerCase());

const shown = ({ id, username, name }, nowMs) => ({
  id,
  username,
  name,
  biography: '',
  profile_picture_url: null,
  updated_timestamp: new Date(nowMs).toISOString(),
});

const engagement = (media) => media.like_count + media.comments_count;

/** The best post of the window and the one right before it, as the contract's C.6 says. */
export function bestOf(media) {
  const best = [...media].sort((a, b) => engagement(b) - engagement(a))[0] ?? null;
  const before = best ? (media[media.indexOf(best) + 1] ?? null) : null;
  return { best, before };
}

function summary(data, window, followers) {
  const { best, before } = bestOf(ANALYTICS.media(data, window));
  const rated = (item) =>
    item && { ...item, engagement_rate: `${(engagement(item) / followers) * 100}%` };
  return { best_media: rated(best), best_media_before: rated(before) };
}

export function rivalList(state, id, nowMs) {
  return (state.rivals[id] ?? []).map((rival) => shown(rival, nowMs));
}

export function addRival(state, id, username) {
  const found = findPublic(username);
  if (!found) {
    return { status: 400, body: { code: 'not_business', detail: 'Akun bukan akun bisnis.' } };
  }
  state.rivals[id] = [...(state.rivals[id] ?? []), found];
  return { status: 201, body: shown(found, state.now()), delayMs: 250 };
}

export function removeRival(state, id, rivalId) {
  state.rivals[id] = (state.rivals[id] ?? []).filter((rival) => rival.id !== rivalId);
  return { status: 204 };
}

export function rivalAnswer(state, rivalId, tail, window) {
  const rival = PUBLIC_ACCOUNTS.find((account) => account.id === rivalId);
  if (!rival) return { status: 404, body: { code: 'not_found', detail: 'Tidak ditemukan.' } };
  const data = historyOf(rival, state.now());
  if (tail === 'media/summary') {
    return { body: summary(data, window, data.userData.at(-1).followers_count) };
  }
  if (tail === 'media') {
    return { body: ANALYTICS.media(data, window).map((item) => ({ ...item, insights: [] })) };
  }
  return { body: ANALYTICS[tail](data, window) };
}
