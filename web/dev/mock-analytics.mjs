// The summaries of the contract, worked out from a mock history; enough to look true on screen.
import { addDays, dayAt, history } from './mock-data.mjs';

const histories = new Map();

export function historyOf(account, nowMs) {
  const key = `${account.id} ${dayAt(nowMs)}`;
  if (!histories.has(key)) histories.set(key, history(account, nowMs));
  return histories.get(key);
}

const python = (value) => (Number.isInteger(value) ? `${value}.0%` : `${value}%`);
const mean = (values) =>
  values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null;

export function windowOf(query, nowMs) {
  const frame = Number(query.get('date_frame'));
  const today = dayAt(nowMs);
  if (frame) return { start: addDays(today, 1 - frame), end: today, length: frame };
  if (!query.get('start')) return { start: '0000-01-01', end: '9999-12-31', length: 0 };
  const start = dayAt(Date.parse(query.get('start')));
  const end = dayAt(Date.parse(query.get('end')));
  const length = Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000) + 1;
  return { start, end, length };
}

const previous = ({ start, length }) => ({
  start: addDays(start, -length),
  end: addDays(start, -1),
  length,
});

const within = (rows, day, window) =>
  rows.filter((row) => day(row) >= window.start && day(row) <= window.end);

const endDay = (row) => dayAt(Date.parse(row.end_time));
const postDay = (row) => dayAt(Date.parse(row.timestamp));

const growthRate = (rows) => {
  if (!rows.length) return null;
  const base = rows[0].followers_count - (rows[0].followers_count_growth ?? 0);
  return ((rows.at(-1).followers_count - base) / base) * 100;
};

const text = (value) => (value === null ? null : python(value));
const minus = (a, b) => (a === null || b === null ? null : a - b);

function userDataSummary(data, window) {
  const day = (row) => row.datestamp;
  const now = growthRate(within(data.userData, day, window));
  const then = growthRate(within(data.userData, day, previous(window)));
  return {
    followers_growth_rate: text(now),
    followers_growth_rate_before: text(then),
    followers_growth_rate_growth: text(minus(now, then)),
  };
}

function insightSummary(rows, window, [average, before, growth]) {
  const value = (row) => row.value;
  const now = mean(within(rows, endDay, window).map(value));
  const then = mean(within(rows, endDay, previous(window)).map(value));
  const change = now === null || !then ? null : ((now - then) / then) * 100;
  return { [average]: now, [before]: then, [growth]: text(change) };
}

function engagementRate(data, window) {
  const rows = within(data.engagement, (row) => row.updated_datestamp, window);
  const followers = within(data.userData, (row) => row.datestamp, window).at(-1)?.followers_count;
  if (!rows.length || !followers) return null;
  const sum = rows.reduce((all, r) => all + r.like_count_growth + r.comments_count_growth, 0);
  return (sum / followers) * 100;
}

function engagementSummary(data, window) {
  const now = engagementRate(data, window);
  const then = engagementRate(data, previous(window));
  return {
    engagement_growth_rate: text(now),
    engagement_growth_rate_before: text(then),
    engagement_growth_rate_growth: text(minus(now, then)),
  };
}

function engagementAverage(data, window) {
  const followers = data.userData.at(-1)?.followers_count ?? null;
  const part = (range) => {
    const items = within(data.media, postDay, range);
    const likes = mean(items.map((item) => item.like_count));
    const comments = mean(items.map((item) => item.comments_count));
    const rate = likes === null ? null : ((likes + comments) / followers) * 100;
    return { likes, comments, rate };
  };
  const now = part(window);
  const then = part(previous(window));
  return {
    engagement_average_rate: text(now.rate),
    engagement_average_rate_before: text(then.rate),
    engagement_average_rate_growth: text(minus(now.rate, then.rate)),
    comments_average: now.comments,
    comments_average_before: then.comments,
    comments_average_growth: minus(now.comments, then.comments),
    like_average: now.likes,
    like_average_before: then.likes,
    like_average_growth: minus(now.likes, then.likes),
  };
}

function hashtags(media) {
  const sums = new Map();
  for (const item of media) {
    for (const hashtag of item.media_hashtag) {
      const row = sums.get(hashtag) ?? { hashtag, like_count: 0, comments_count: 0 };
      row.like_count += item.like_count;
      row.comments_count += item.comments_count;
      sums.set(hashtag, row);
    }
  }
  const total = (row) => row.like_count + row.comments_count;
  return [...sums.values()].sort((a, b) => total(b) - total(a));
}

const both = (item) => item.like_count + item.comments_count;

/** The post with most engagement and the one posted right before it. */
function winners(media) {
  const best = [...media].sort((a, b) => both(b) - both(a))[0] ?? null;
  return {
    highest_engagement_media: best,
    highest_engagement_media_before: best ? (media[media.indexOf(best) + 1] ?? null) : null,
  };
}

/** Comments of each day, from the engagement of that day. */
function sentimentDays(data, window) {
  return within(data.engagement, (row) => row.updated_datestamp, window).map((row, i) => {
    const all = Math.max(0, row.comments_count_growth ?? 0);
    const neg = Math.round(all * (0.06 + 0.08 * ((i * 7) % 5 === 0)));
    const neu = Math.round(all * 0.31);
    return {
      datestamp: row.updated_datestamp,
      neg,
      neu,
      pos: all - neg - neu,
      unsure: Math.round(all * 0.1),
      unclassified: 0,
    };
  });
}

/** One's accounts, most growth first. */
export function growthRanking(accounts, metric, frame, nowMs) {
  const window = (end) => ({ start: addDays(end, 1 - frame), end, length: frame });
  const measures = {
    followers: (data, w) =>
      within(data.userData, (row) => row.datestamp, w).at(-1)?.followers_count ?? null,
    reach: (data, w) => mean(within(data.reach, endDay, w).map((row) => row.value)),
    impressions: (data, w) => mean(within(data.impressions, endDay, w).map((row) => row.value)),
    engagement: (data, w) =>
      within(data.engagement, (row) => row.updated_datestamp, w).reduce(
        (sum, row) => sum + row.like_count_growth + row.comments_count_growth,
        0,
      ),
    engagement_rate: engagementRate,
    sentiment: () => 52.4,
  };
  const rows = accounts.map((account) => {
    const data = historyOf(account, nowMs);
    const w = window(dayAt(nowMs));
    const [value, then] = [w, previous(w)].map((range) => measures[metric](data, range));
    return {
      value,
      before: then,
      growth: minus(value, then),
      rank: 0,
      account_id: account.id,
      username: account.username,
      name: account.name,
      profile_picture_url: null,
      datestamp: dayAt(nowMs),
    };
  });
  rows.sort((a, b) => (b.growth ?? -Infinity) - (a.growth ?? -Infinity));
  return rows.map((row, i) => ({ ...row, rank: i + 1 }));
}

/** path below `/cekbrand/accounts/{id}` → answer */
export const ANALYTICS = {
  sentiment: (data, w) => sentimentDays(data, w),
  'sentiment/summary': (data, w) =>
    sentimentDays(data, w).reduce(
      (all, day) => {
        for (const key of Object.keys(all)) all[key] += day[key];
        return all;
      },
      { neg: 0, pos: 0, neu: 0, unsure: 0, unclassified: 0 },
    ),
  'user-data': (data, w) => within(data.userData, (row) => row.datestamp, w),
  'user-data/summary': userDataSummary,
  'insights/reach': (data, w) => within(data.reach, endDay, w),
  'insights/impressions': (data, w) => within(data.impressions, endDay, w),
  'insights/reach/average/summary': (data, w) =>
    insightSummary(data.reach, w, [
      'reach_average',
      'reach_average_before',
      'reach_average_growth',
    ]),
  'insights/impressions/average/summary': (data, w) =>
    insightSummary(data.impressions, w, [
      'impressions_average',
      'impressions_before_average',
      'impressions_average_growth',
    ]),
  media: (data, w) => within(data.media, postDay, w),
  'media/summary': (data, w) => ({
    earliest_media: {
      id: data.media.at(-1)?.id ?? null,
      timestamp: data.media.at(-1)?.timestamp ?? null,
    },
    ...winners(within(data.media, postDay, w)),
  }),
  'media/engagement': (data, w) => within(data.engagement, (row) => row.updated_datestamp, w),
  'media/engagement/summary': engagementSummary,
  'media/engagement/average/summary': engagementAverage,
  'hashtag-metrics': (data, w) => hashtags(within(data.media, postDay, w)),
};
