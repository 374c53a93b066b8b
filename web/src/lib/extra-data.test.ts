import assert from 'node:assert/strict';
import { test } from 'node:test';
import { facebookProfile } from './extra-data';

const WANT = {
  id: '90',
  name: "Rani D'Souza",
  email: 'rani@contoh.id',
  picture: 'https://x/p.jpg',
  instagram: [
    {
      id: '17841400000000001',
      name: 'Dapur',
      username: 'dapur.id',
      profile_picture_url: null,
      connected: true,
    },
  ],
};

test('JSON with an escaped apostrophe', () => {
  const text = String.raw`{"id":"90","name":"Rani D\u0027Souza","email":"rani@contoh.id","picture":{"data":{"url":"https://x/p.jpg"}},"page":[{"instagram_business_account":{"id":"17841400000000001","name":"Dapur","username":"dapur.id","profile_picture_url":null,"connected":true}},{"name":"tanpa"}]}`;
  assert.deepEqual(facebookProfile(text), WANT);
});

test('the Python spelling', () => {
  const text =
    "{'id': '90', 'name': 'Rani', 'page': [{'instagram_business_account': {'id': '1', 'username': 'a', 'connected': False, 'profile_picture_url': None}}]}";
  const { name, instagram } = facebookProfile(text);
  assert.equal(name, 'Rani');
  assert.deepEqual(instagram, [
    { id: '1', name: 'a', username: 'a', profile_picture_url: null, connected: false },
  ]);
});

for (const text of ['', 'null', '[]', '{"page":"x"}', '<html>']) {
  test(`nothing usable in ${text || 'an empty text'}`, () =>
    assert.deepEqual(facebookProfile(text).instagram, []));
}
