import { signatureOf } from './signature.js';

describe('the signature of a webhook', () => {
  it('is the HMAC that openssl makes of time stamp and body', () => {
    expect(signatureOf('rahasia-bersama-yang-panjang', '1795334400', '{"kind":"held"}')).toBe(
      'v1=c669f3599517c2e44f9311226f327e77242cb1dbfb703343582c034c2127c6d9',
    );
  });

  it('changes with the secret, the time and the body', () => {
    const all = [
      signatureOf('a', '1', 'x'),
      signatureOf('b', '1', 'x'),
      signatureOf('a', '2', 'x'),
      signatureOf('a', '1', 'y'),
    ];
    expect(new Set(all).size).toBe(4);
  });
});
