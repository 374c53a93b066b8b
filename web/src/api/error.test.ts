import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorFromBody, secondsIn } from './error';

const CASES: [name: string, status: number, body: unknown, want: Record<string, unknown>][] = [
  [
    'the /api/meta shape',
    403,
    { error: { code: 'permissions_missing', message: 'Izin belum lengkap.', action: 'Ulangi' } },
    { code: 'permissions_missing', message: 'Izin belum lengkap.', action: 'Ulangi', fields: {} },
  ],
  [
    'code and detail',
    400,
    { code: 'invalid_token', detail: 'Token tidak berlaku.' },
    { code: 'invalid_token', message: 'Token tidak berlaku.', action: '', fields: {} },
  ],
  [
    'code and message',
    429,
    { code: 'too_many_login_attempts', message: 'Tunggu 42 detik.' },
    { code: 'too_many_login_attempts', message: 'Tunggu 42 detik.', action: '', fields: {} },
  ],
  [
    'fields',
    400,
    { error: { email: ['Isian ini wajib.'], code: 'x' } },
    { code: 'x', message: '', action: '', fields: {} },
  ],
  [
    'fields beside code and detail',
    400,
    { code: 'invalid', detail: 'Salah.', error: { password: ['Terlalu pendek.', 'Wajib.'] } },
    {
      code: 'invalid',
      message: 'Salah.',
      action: '',
      fields: { password: ['Terlalu pendek.', 'Wajib.'] },
    },
  ],
  [
    'no JSON, server side',
    502,
    null,
    { code: 'server_error', message: '', action: '', fields: {} },
  ],
  ['no JSON, client side', 404, null, { code: 'http_404', message: '', action: '', fields: {} }],
  ['a list', 400, ['x'], { code: 'http_400', message: '', action: '', fields: {} }],
];

for (const [name, status, body, want] of CASES) {
  test(`error body: ${name}`, () => {
    const { code, message, action, fields } = errorFromBody(status, body);
    assert.deepEqual({ code, message, action, fields }, want);
  });
}

test('fields alone give their first text as the message', () => {
  assert.equal(
    errorFromBody(400, { error: { email: ['Isian ini wajib.'] } }).message,
    'Isian ini wajib.',
  );
});

test('seconds of a throttle', () => {
  assert.equal(secondsIn('Coba lagi dalam 42 detik (1/3).'), 42);
  assert.equal(secondsIn('Coba lagi nanti.'), null);
});
