import type { Config } from '../config/config.js';
import { networksOf } from '../config/config-networks.js';
import type { Channel } from './channel.js';
import { type AddressBook, EmailChannel } from './email/email-channel.js';
import { smtpServerOf } from './email/smtp-url.js';
import { WebhookChannel } from './webhook/webhook-channel.js';

/** The ways to reach people that the operator set up. */
export function configuredChannels(config: Config, addressOf: AddressBook): Channel[] {
  const { webhookUrl: url, webhookSecret: secret, webhookNetworks, smtpUrl, mailFrom: from } = config;
  const channels: Channel[] = [];
  if (url !== undefined && secret !== undefined)
    channels.push(new WebhookChannel({ url, secret, isNamed: networksOf(webhookNetworks) }));
  if (smtpUrl !== undefined && from !== undefined)
    channels.push(new EmailChannel({ server: smtpServerOf(smtpUrl), from }, addressOf));
  return channels;
}
