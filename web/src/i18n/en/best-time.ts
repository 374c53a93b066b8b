import type { Dict } from '../id';

export const bestTime: Dict['bestTime'] = {
  title: 'Best time to post',
  lead: 'When followers are online and how your own posts did, together',
  help: 'A score of 1 is an ordinary hour of this account. Followers online in that hour and the next two are multiplied by how your posts of that hour did; with few posts that is drawn towards the average.',
  score: (value) => `${value}× an ordinary hour`,
  audience: 'Followers online',
  effect: 'How your posts did',
  posts: (n) => (n ? `from ${n} posts` : 'no posts at this hour yet'),
  range: (low, high) => `between ${low} and ${high}`,
  basis: (posts, audience) =>
    audience
      ? `Worked out from ${posts} posts and when followers are online.`
      : `Worked out from ${posts} posts; when followers are online is not known yet.`,
  empty: 'Not enough data yet',
  emptyHint: 'Recommendations come once there are posts, or data on followers online.',
};
