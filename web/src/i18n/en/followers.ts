import type { Dict } from '../id';

export const followers: Dict['followers'] = {
  title: 'Followers',
  empty: 'No data about followers yet',
  emptyHint:
    'Meta shares this for accounts with at least 100 followers, and it may be up to 48 hours late.',

  online: 'When followers are online',
  onlineLead: 'Hourly average over this period, Jakarta time',
  onlineHelp:
    'How many followers are online on average, by weekday and hour. Meta keeps this for 30 days.',
  onlineCount: 'Followers online:',
  quiet: 'Quiet',
  busy: 'Busy',
  recommended: 'Recommended times to post',
  recommendedMark: 'Recommended time to post',
  bestOfWeek: 'Busiest time of the week',
  onlineBest: (day, time) => `Most followers are online on ${day} at ${time}.`,

  location: 'Where followers live',
  locationLead: 'The five largest countries and cities of this period',
  locationHelp:
    'Averages over the period. Shares are of the followers whose place Meta knows, so they may differ from your follower count.',
  mapOf: 'Show the map of',
  views: { country: 'Countries', city: 'Cities' },
  countryMap: 'World map of the followers’ countries',
  cityMap: 'Map of the followers’ cities',
  mapCloser: 'Zoom in',
  mapFarther: 'Zoom out',
  byCountry: 'By country',
  byCity: 'By city',
  cityFirst: (share, place) => `${share} of the followers are from ${place}.`,
  credit: 'City data © GeoNames (CC BY 4.0); map from Natural Earth.',

  people: 'Gender and age of followers',
  peopleLead: 'Share of the followers whose gender is known',
  peopleHelp:
    'Averages over the period, by gender and age together. Followers who do not state a gender are left out.',
  women: 'Women',
  men: 'Men',
  womenFollowers: 'Women',
  menFollowers: 'Men',
  age: 'Age',
  majority: (gender, age, share) => `Largest group: ${gender}, ${age} years old (${share}).`,
};

export const tips: Dict['tips'] = {
  button: 'Tips for you!',
  understood: 'Got it',
  engagement: {
    title: 'Engagement rate (ER)',
    topics: [
      {
        title: 'What does the engagement rate mean?',
        text: [
          'It tells how large a part of your followers reacts to your content: likes and comments divided by followers.',
        ],
      },
      {
        title: 'What should ours be?',
        text: [
          'Below 1%: low.',
          '1% to 3.5%: medium.',
          '3.5% to 6%: high.',
          'Above 6%: very high.',
          'The larger an account, the more natural a lower rate is.',
        ],
      },
      {
        title: 'How to raise it?',
        text: [
          'Post regularly on a fixed schedule, at hours when your followers are online.',
          'Reuse hashtags that have brought engagement to your account.',
          'Invite answers: polls and questions in stories, a question in the caption.',
          'Make posts worth saving and sharing, such as recipes, steps or lists.',
          'Answer comments, messages and mentions; conversation counts too.',
        ],
      },
    ],
  },
  location: {
    title: 'Where followers live',
    topics: [
      {
        title: 'What is it good for?',
        text: [
          'Knowing where followers live helps to choose the language, the hour and offers that feel close.',
        ],
      },
      {
        title: 'What can be done?',
        text: [
          'Name your top cities in posts, or make posts about them.',
          'Mind the time zone when many followers live outside western Indonesia.',
          'Aim ads and partnerships at cities that know you already.',
        ],
      },
    ],
  },
  people: {
    title: 'Gender and age of followers',
    topics: [
      {
        title: 'Generations',
        text: [
          'Baby boomers: born 1946–1964.',
          'Generation X: born 1965–1980.',
          'Generation Y (millennials): born 1981–1996.',
          'Generation Z: born 1997–2012.',
        ],
      },
      {
        title: 'What can be done?',
        text: [
          'Match your tone and your examples to your largest group.',
          'Find out their favourite formats: short videos, step-by-step guides or stories.',
          'Want to reach another group? Try some posts made for them and compare under Top posts.',
        ],
      },
    ],
  },
};
