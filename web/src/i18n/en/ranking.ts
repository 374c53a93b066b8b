import type { Dict } from '../id';

export const ranking: Dict['ranking'] = {
  title: 'Growth ranking',
  help: 'Your accounts, most growth first: the change of this period against the one of the same length before. Worked out after every collection; – means that the period before is not complete.',
  metric: 'What is compared',
  metrics: {
    followers: 'Followers',
    engagement: 'Likes + comments',
    engagement_rate: 'Engagement rate',
    reach: 'Average reach',
    impressions: 'Average impressions',
    sentiment: 'Net sentiment',
  },
  frame: 'Period of the ranking',
  single: 'Connect another account to compare their growth.',
  rank: 'Rank',
};
