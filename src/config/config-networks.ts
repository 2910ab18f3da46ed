import { BlockList, isIP } from 'node:net';
import { buildMessage, ValidateBy, type ValidationOptions } from 'class-validator';

const NETWORK = /^(?<address>[\da-f.:]+)(\/(?<bits>\d{1,3}))?$/i;

/** An address, or a network as `172.30.241.0/24`. */
export function IsNetwork(options: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown): boolean => typeof value === 'string' && parsed(value) !== undefined;
  const defaultMessage = buildMessage((each) => `${each}$property is not such a network`);
  return ValidateBy({ name: 'isNetwork', validator: { validate, defaultMessage } }, options);
}

/** Tells whether an address, IPv4 as IPv4, is in one of the networks that `IsNetwork` let pass. */
export function networksOf(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const { address, bits, family } of networks.flatMap((network) => parsed(network) ?? [])) {
    list.addSubnet(address, bits, family);
  }
  return (address) => isIP(address) !== 0 && list.check(address, familyOf(address));
}

function parsed(network: string): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | undefined {
  const { address = '', bits } = NETWORK.exec(network)?.groups ?? {};
  if (isIP(address) === 0) return undefined;
  const most = isIP(address) === 4 ? 32 : 128;
  const given = bits === undefined ? most : Number(bits);
  return given > most ? undefined : { address, bits: given, family: familyOf(address) };
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}
