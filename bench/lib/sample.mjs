import { randomUUID } from 'node:crypto';

/** An event of a realistic size. */
export function sampleEvent() {
  return {
    id: randomUUID(),
    type: 'CaseRecorded',
    data: {
      category: 'CAMPAIGN_VIOLATION',
      description: 'Alat peraga kampanye dipasang di tempat yang dilarang',
      items: [{ kind: 'BALIHO', count: 3 }],
    },
    meta: {
      v: 1,
      commandId: randomUUID(),
      requestHash: '0'.repeat(64),
      correlationId: randomUUID(),
      actor: { id: randomUUID(), role: 'OPERATOR' },
      area: '33.74.01',
    },
  };
}

/** UTF-8 bytes of an event's data and metadata. */
export function sizeOf({ data, meta }) {
  return Buffer.byteLength(JSON.stringify(data)) + Buffer.byteLength(JSON.stringify(meta));
}
