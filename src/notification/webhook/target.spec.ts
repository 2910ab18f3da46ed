import { networksOf } from '../../config/config-networks.js';
import { isPublic, mayGoTo } from './target.js';

describe('where a webhook may go', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    'fd00::1',
    'fe80::1',
    '64:ff9b::7f00:1',
    'localhost',
    '',
  ])('is not by itself %s', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each(['8.8.8.8', '172.32.0.1', '100.63.0.1', '2606:4700::1111'])('is %s, encrypted', (address) => {
    expect(isPublic(address)).toBe(true);
    expect(mayGoTo(address, true, () => false)).toBe(true);
    expect(mayGoTo(address, false, () => false)).toBe(false);
  });

  it('is a network that the operator named, also without encryption, and none beside it', () => {
    const isNamed = networksOf(['10.20.0.0/16']);
    expect(mayGoTo('10.20.3.4', false, isNamed)).toBe(true);
    expect(mayGoTo('10.21.3.4', true, isNamed)).toBe(false);
  });
});
