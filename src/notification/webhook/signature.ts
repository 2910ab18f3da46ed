import { createHmac } from 'node:crypto';

/**
 * What a receiver checks: `v1=` and the HMAC-SHA256, in hex, of `<timestamp>.<body>` under the shared secret.
 * `timestamp`: seconds since 1970, as in the header `Webhook-Timestamp`.
 */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}
