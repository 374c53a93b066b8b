// `extra_data` of a social account: a textual dict. Our own server writes JSON; the contract also
// allows the Python spelling ('…', True, False, None), so both are read.

export interface LinkedInstagram {
  id: string;
  name: string;
  username: string;
  profile_picture_url: string | null;
  /** Already attached to some user of this server. */
  connected: boolean;
}

export interface FacebookProfile {
  id: string;
  name: string;
  email: string;
  picture: string | null;
  instagram: LinkedInstagram[];
}

type Dict = Record<string, unknown>;

const dict = (value: unknown): Dict =>
  typeof value === 'object' && value !== null ? (value as Dict) : {};

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

function parse(source: string): Dict {
  try {
    return dict(JSON.parse(source));
  } catch {
    // Not JSON: the Python spelling is the other one allowed.
  }
  const json = source
    .replaceAll("'", '"')
    .replaceAll('False', 'false')
    .replaceAll('True', 'true')
    .replaceAll('None', 'null');
  try {
    return dict(JSON.parse(json));
  } catch {
    return {};
  }
}

function instagramOf(page: unknown): LinkedInstagram[] {
  const linked = dict(dict(page).instagram_business_account);
  if (!linked.id) return [];
  const username = text(linked.username);
  return [
    {
      id: text(linked.id),
      name: text(linked.name) || username,
      username,
      profile_picture_url: text(linked.profile_picture_url) || null,
      connected: linked.connected === true,
    },
  ];
}

export function facebookProfile(extraData: string): FacebookProfile {
  const data = parse(extraData);
  const pages = Array.isArray(data.page) ? data.page : [];
  return {
    id: text(data.id),
    name: text(data.name),
    email: text(data.email),
    picture: text(dict(dict(data.picture).data).url) || null,
    instagram: pages.flatMap(instagramOf),
  };
}
