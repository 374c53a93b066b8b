import type { Dict } from '../id';

export const splash: Dict['splash'] = {
  title: 'Welcome to Simpul',
  skip: 'Skip',
  next: 'Next',
  enter: 'Enter',
  slide: (n, all) => `Part ${n} of ${all}`,
  slides: [
    {
      title: 'Competitors',
      text: 'Compare your account with other businesses: growth, engagement and their best content.',
    },
    {
      title: 'Statistics',
      text: 'See how your account does day by day, who follows it and when they are online.',
    },
    {
      title: 'Top posts',
      text: 'Find the posts that were liked, commented and seen most, with the mood of their comments.',
    },
  ],
};

export const onboarding: Dict['onboarding'] = {
  title: 'How to connect an account',
  hello: (name) => `Hi, ${name}!`,
  lead: 'Five steps from plain Instagram to your first dashboard. Skip those already done.',
  back: 'Back to Choose account',
  link: 'Show me how',
  show: 'Show me how',
  connect: 'Connect to Facebook',
  step: (n, title) => `Step ${n}: ${title}`,
  steps: [
    {
      title: 'Make it an Instagram business account',
      text: [
        'Open the Instagram app, go to your profile, then Settings.',
        'Choose “Account type and tools”, then “Switch to professional account”.',
        'Choose your category, then Business. A creator account works too.',
        'Fill in contacts, or skip. Your account is a business account now.',
      ],
    },
    {
      title: 'Create a Facebook Page',
      text: [
        'Log in to Facebook, open the menu, choose Pages and “Create new Page”.',
        'Enter the name and category of your business, then press Create Page.',
        'Add a picture so that it is recognised. Have a Page already? Use that one.',
      ],
    },
    {
      title: 'Link the Instagram account with the Page',
      text: [
        'Open the Page, then Settings and “Linked accounts”.',
        'Choose Instagram, press Connect account, and log in with your business account.',
        'Make sure you have full control of the Page; without it Meta gives no data.',
      ],
    },
    {
      title: 'Connect Simpul with the Instagram account',
      text: [
        'Press “Connect to Facebook” below and log in to Facebook.',
        'Choose the Page and the Instagram account to follow.',
        'Allow everything that is asked. Simpul only reads; nothing is published.',
        'Back here, tick your account and press Connect.',
      ],
    },
    {
      title: 'Last: before you start',
      text: [
        'The first collection reads your past posts and may take some minutes.',
        'From then on data is renewed twice a day, by itself.',
        'Meta tells about followers once there are 100 of them.',
        'Insights may be up to 48 hours late; today’s figures are complete tomorrow.',
      ],
    },
  ],
};
