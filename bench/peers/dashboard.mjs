// The six calls that open the dashboard, as one would write them with fastify and better-sqlite3,
// over Simpul's own database file. Usage: dashboard.mjs DATABASE PORT WORKERS
import cluster from "node:cluster";
import { createHash } from "node:crypto";
import Database from "better-sqlite3";
import Fastify from "fastify";

const [path, port, workers] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4] ?? 1)];
const DAY_S = 86400;
const ZONE_S = 7 * 3600; // Asia/Jakarta has no summer time
const FRAMES = new Set(["7", "28", "60", "90"]);
const MAX_S = 253402300799; // the end of the year 9999

// ---- formats -------------------------------------------------------------------------------------

const isoTime = (s) => new Date((s + ZONE_S) * 1000).toISOString().slice(0, 19) + "+07:00";
const isoDay = (day) => new Date(day * DAY_S * 1000).toISOString().slice(0, 10);
const percent = (x) => (x === null ? null : (Number.isInteger(x) ? x.toFixed(1) : String(x)) + "%");
const difference = (a, b) => (a === null || b === null ? null : a - b);

const dayOf = (s) => Math.floor((s + ZONE_S) / DAY_S);
const startOf = (day) => day * DAY_S - ZONE_S;

function windowOf(query) {
  if (query.date_frame === undefined)
    return { start: 0, end: MAX_S, first: 0, last: 2932896, before: { start: 0, end: -1 } };
  if (!FRAMES.has(query.date_frame)) return null;
  const days = Number(query.date_frame);
  const last = dayOf(Date.now() / 1000);
  const first = last - days + 1;
  return {
    start: startOf(first),
    end: startOf(last + 1) - 1,
    first,
    last,
    before: { start: startOf(first - days), end: startOf(first) - 1 },
  };
}

// ---- statements ----------------------------------------------------------------------------------

const db = new Database(path, { readonly: true });
db.pragma("mmap_size = 268435456");
db.pragma("cache_size = -65536");
const MEDIA = `id, posted_s, media_type, caption, permalink, media_url, thumbnail_url, like_count, comments_count`;
const sql = {
  session: db.prepare(`SELECT u.id, s.expires_s, g.date_frames
    FROM sessions s JOIN users u ON u.id = s.user_id
    LEFT JOIN subscriptions p ON p.user_id = u.id AND p.product_id = 1
    LEFT JOIN subscription_groups g ON g.id = p.group_id
    WHERE s.id_hash = ? AND s.expires_s > ? AND s.revoked_s IS NULL AND u.is_active = 1`),
  account: db.prepare(`SELECT i.*, s.uid AS social_uid, s.name AS social_name, s.email AS social_email
    FROM ig_accounts i JOIN social_accounts s ON s.id = i.social_account_id WHERE i.user_id = ? AND i.id = ?`),
  token: db.prepare(`SELECT state FROM account_tokens WHERE account_id = ?`),
  latestDay: db.prepare(`SELECT * FROM profile_days WHERE account_id = ? ORDER BY day DESC LIMIT 1`),
  days: db.prepare(`SELECT * FROM profile_days WHERE account_id = ? AND day BETWEEN ? AND ? ORDER BY day`),
  media: db.prepare(`SELECT ${MEDIA} FROM media WHERE account_id = ? AND posted_s BETWEEN ? AND ?
    ORDER BY posted_s DESC, id DESC`),
  oneMedia: db.prepare(`SELECT ${MEDIA} FROM media WHERE account_id = ? AND id = ?`),
  insights: db.prepare(`SELECT m.id, i.metric, i.value, i.day, i.updated_s
    FROM media m CROSS JOIN media_insights i
    WHERE m.account_id = ? AND m.posted_s BETWEEN ? AND ? AND i.account_id = m.account_id AND i.media_id = m.id`),
  hashtags: db.prepare(`SELECT m.id, h.hashtag, m.like_count, m.comments_count
    FROM media m CROSS JOIN media_hashtags h
    WHERE m.account_id = ? AND m.posted_s BETWEEN ? AND ? AND h.account_id = m.account_id AND h.media_id = m.id
    ORDER BY m.posted_s DESC, m.id DESC, h.position`),
  oneInsights: db.prepare(`SELECT media_id AS id, metric, value, day, updated_s FROM media_insights
    WHERE account_id = ? AND media_id = ? ORDER BY metric`),
  oneHashtags: db.prepare(`SELECT media_id AS id, hashtag FROM media_hashtags
    WHERE account_id = ? AND media_id = ? ORDER BY position`),
  scores: db.prepare(`SELECT id, posted_s, like_count, comments_count, reach FROM media
    WHERE account_id = ? AND posted_s BETWEEN ? AND ? ORDER BY posted_s DESC, id DESC`),
  totals: db.prepare(`SELECT sum(like_count) AS likes, count(like_count) AS liked,
      sum(comments_count) AS comments, count(comments_count) AS commented
    FROM media WHERE account_id = ? AND posted_s BETWEEN ? AND ?`),
  followers: db.prepare(`SELECT followers_count FROM profile_days
    WHERE account_id = ? AND day BETWEEN ? AND ? AND followers_count IS NOT NULL ORDER BY day DESC LIMIT 1`),
};

// ---- answers -------------------------------------------------------------------------------------

const userData = (d) => ({
  followers_count: d.followers_count,
  follows_count: d.follows_count,
  media_count: d.media_count,
  followers_count_growth: d.followers_growth,
  media_count_growth: d.media_growth,
  updated_timestamp: isoTime(d.updated_s),
  datestamp: isoDay(d.day),
});

function accountDetail(account) {
  const latest = sql.latestDay.get(account.id);
  return {
    id: account.id,
    username: account.username,
    name: account.name,
    biography: account.biography,
    profile_picture_url: account.profile_picture_url,
    social_account: {
      id: account.social_account_id,
      uid: account.social_uid,
      name: account.social_name,
      email: account.social_email,
    },
    updated_timestamp: isoTime(account.updated_s),
    latest_user_data: latest ? userData(latest) : null,
  };
}

const insight = (i) => ({
  metric: i.metric,
  value: i.value,
  updated_timestamp: isoTime(i.updated_s),
  datestamp: isoDay(i.day),
});

const media = (m, hashtags, insights) => ({
  id: m.id,
  permalink: m.permalink,
  timestamp: isoTime(m.posted_s),
  caption: m.caption,
  media_url: m.media_url,
  media_type: m.media_type,
  thumbnail_url: m.thumbnail_url,
  like_count: m.like_count,
  comments_count: m.comments_count,
  media_hashtag: hashtags,
  insights,
});

function grouped(rows, value) {
  const groups = new Map();
  for (const row of rows) {
    const group = groups.get(row.id);
    if (group) group.push(value(row));
    else groups.set(row.id, [value(row)]);
  }
  return groups;
}

function mediaList(account, w) {
  const hashtags = grouped(sql.hashtags.all(account.id, w.start, w.end), (h) => h.hashtag);
  const insights = grouped(sql.insights.all(account.id, w.start, w.end), insight);
  return sql.media
    .all(account.id, w.start, w.end)
    .map((m) => media(m, hashtags.get(m.id) ?? [], insights.get(m.id) ?? []));
}

function ranked(account, score, name, value) {
  if (!score) return null;
  return {
    ...media(
      sql.oneMedia.get(account.id, score.id),
      sql.oneHashtags.all(account.id, score.id).map((h) => h.hashtag),
      sql.oneInsights.all(account.id, score.id).map(insight),
    ),
    [name]: value(score),
  };
}

function best(account, scores, name, value) {
  let at = -1;
  scores.forEach((s, i) => {
    if (value(s) !== null && (at < 0 || value(s) > value(scores[at]))) at = i;
  });
  return {
    [`highest_${name}_media`]: ranked(account, scores[at], name, value),
    [`highest_${name}_media_before`]: ranked(account, at < 0 ? null : scores[at + 1], name, value),
  };
}

const engagement = (s) =>
  s.like_count === null || s.comments_count === null ? null : s.like_count + s.comments_count;

function mediaSummary(account, w) {
  const scores = sql.scores.all(account.id, w.start, w.end);
  const earliest = scores.at(-1);
  return {
    earliest_media: { id: earliest?.id ?? null, timestamp: earliest ? isoTime(earliest.posted_s) : null },
    ...best(account, scores, "engagement", engagement),
    ...best(account, scores, "reach", (s) => s.reach),
  };
}

function means(account, span, followers) {
  const t = sql.totals.get(account.id, span.start, span.end);
  const like = t.liked ? t.likes / t.liked : null;
  const comments = t.commented ? t.comments / t.commented : null;
  let rate = null;
  if (like !== null && comments !== null && followers !== null)
    rate = followers === 0 ? 0 : ((like + comments) / followers) * 100;
  return { like, comments, rate };
}

function engagementAverage(account, w) {
  const followers = sql.followers.get(account.id, w.first, w.last)?.followers_count ?? null;
  const now = means(account, w, followers);
  const before = means(account, w.before, followers);
  return {
    engagement_average_rate: percent(now.rate),
    engagement_average_rate_before: percent(before.rate),
    engagement_average_rate_growth: percent(difference(now.rate, before.rate)),
    comments_average: now.comments,
    comments_average_before: before.comments,
    comments_average_growth: difference(now.comments, before.comments),
    like_average: now.like,
    like_average_before: before.like,
    like_average_growth: difference(now.like, before.like),
  };
}

function hashtagMetrics(account, w) {
  const tags = new Map();
  for (const row of sql.hashtags.all(account.id, w.start, w.end).reverse()) {
    const identity = row.hashtag.normalize("NFKC").toLowerCase();
    let tag = tags.get(identity);
    if (!tag) tags.set(identity, (tag = { identity, hashtag: row.hashtag, like_count: 0, comments_count: 0 }));
    tag.like_count += row.like_count ?? 0;
    tag.comments_count += row.comments_count ?? 0;
  }
  return [...tags.values()]
    .sort(
      (a, b) =>
        b.like_count + b.comments_count - (a.like_count + a.comments_count) ||
        (a.identity < b.identity ? -1 : a.identity > b.identity ? 1 : 0),
    )
    .map(({ hashtag, like_count, comments_count }) => ({ hashtag, like_count, comments_count }));
}

// ---- server --------------------------------------------------------------------------------------

const app = Fastify({ logger: false });

app.decorateRequest("account", null);
app.decorateRequest("window", null);
app.addHook("onRequest", async (request, reply) => {
  const cookie = /(?:^|;\s*)simpul_session=([^;]*)/.exec(request.headers.cookie ?? "")?.[1];
  const hash = cookie && createHash("sha256").update(cookie).digest();
  const user = hash && sql.session.get(hash, Math.floor(Date.now() / 1000));
  if (!user) return reply.code(401).send({ code: "not_logged_in" });
  request.account = sql.account.get(user.id, request.params.id);
  if (!request.account) return reply.code(404).send({ code: "not_found" });
  request.window = windowOf(request.query);
  if (!request.window) return reply.code(400).send({ code: "invalid_field" });
});

const base = "/cekbrand/accounts/:id";
app.get(base, async ({ account }, reply) => {
  if (sql.token.get(account.id)?.state !== "valid") return reply.code(400).send({ code: "invalid_token" });
  return accountDetail(account);
});
app.get(`${base}/media`, async ({ account, window }) => mediaList(account, window));
app.get(`${base}/user-data`, async ({ account, window }) =>
  sql.days.all(account.id, window.first, window.last).map(userData),
);
app.get(`${base}/media/summary`, async ({ account, window }) => mediaSummary(account, window));
app.get(`${base}/media/engagement/average/summary`, async ({ account, window }) =>
  engagementAverage(account, window),
);
app.get(`${base}/hashtag-metrics`, async ({ account, window }) => hashtagMetrics(account, window));

if (workers > 1 && cluster.isPrimary) for (let i = 0; i < workers; i++) cluster.fork();
else await app.listen({ port, host: "127.0.0.1" });
process.on("SIGTERM", () => process.exit(0));
