// Posts that repeat.
import { DAY, ZONE, iso, wallOf } from './mock-post-data.mjs';

/** A post as POST /api/posts would take it. */
const contentOf = (post) => ({
  kind: post.kind,
  caption: post.caption,
  first_comment: post.first_comment,
  options: post.options,
  media: post.media,
  targets: post.targets.map(({ connection_id, place, caption, options }) => ({
    connection_id,
    place,
    caption,
    options,
  })),
});

/** What was sent of it last; until then, what its posts are. */
function seriesOf(state, id) {
  const posts = state.posts.filter((post) => post.series_id === id);
  return {
    id,
    active: true,
    publish_at: wallOf(Date.now() - 6 * DAY),
    time_zone: ZONE,
    repeat: { every: 'week', interval: 1, weekdays: [1, 3], until: null, count: null },
    post: posts.length ? contentOf(posts[0]) : {},
    next_at: iso(Date.now() + 3 * DAY),
    problem: null,
    created_at: iso(Date.now() - 6 * DAY),
    updated_at: iso(Date.now() - 6 * DAY),
    occurrences: posts.map((post) => ({
      day: wallOf(Date.parse(post.publish_at)).slice(0, 10),
      post_id: post.id,
      publish_at: post.publish_at,
      edited: post.revision > 1,
    })),
    ...state.series[id],
  };
}

function setSeries(state, { body }, id) {
  const { publish_at, time_zone, repeat, ...post } = body;
  state.series[id] = { publish_at, time_zone, repeat, post, updated_at: iso(Date.now()) };
  for (const one of state.posts)
    if (one.series_id === id && one.state === 'scheduled' && one.revision === 1)
      Object.assign(one, { caption: post.caption, kind: post.kind });
  return { body: seriesOf(state, id) };
}

export const SERIES_PATTERNS = [
  [/^GET \/api\/post-series\/(\d+)$/, (state, call, id) => ({ body: seriesOf(state, id) })],
  [/^PUT \/api\/post-series\/(\d+)$/, setSeries],
  [
    /^DELETE \/api\/post-series\/(\d+)$/,
    (state, call, id) => {
      const gone = (post) => post.series_id === id && post.state === 'scheduled';
      state.posts = state.posts.filter((post) => !gone(post));
      state.series[id] = { ...state.series[id], active: false };
      return { status: 204 };
    },
  ],
];
