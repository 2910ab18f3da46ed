import { BlockList, isIP } from 'node:net';

/** Networks that are not the internet: of this machine, of organisations, of providers, of tests, of groups. */
const PRIVATE: readonly (readonly [address: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
];

/** One list for each version: in a common one every IPv4 address lies in the network of the mapped ones. */
const notPublic = { 4: new BlockList(), 6: new BlockList() };
for (const [address, bits] of PRIVATE) {
  if (isIP(address) === 4) notPublic[4].addSubnet(address, bits, 'ipv4');
  else notPublic[6].addSubnet(address, bits, 'ipv6');
}

/** True for an address of the internet. */
export function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !notPublic[4].check(address, 'ipv4');
    case 6:
      return !notPublic[6].check(address, 'ipv6');
    default:
      return false;
  }
}

/**
 * True where a webhook may go to the address: to the internet, encrypted; to other networks only where the operator
 * named them, encrypted or not.
 */
export function mayGoTo(address: string, encrypted: boolean, isNamed: (address: string) => boolean): boolean {
  return isNamed(address) || (encrypted && isPublic(address));
}
