import type { Shape } from './shape.ts';

/** Published events. */
export const EVENT_SHAPES = {
  event: {
    name: 'an event',
    keys: {
      channel: {
        takes: { form: 'text', what: 'a name such as kyc.decided' },
        doc: 'Where it is published, and the `type` of the CloudEvent. Left out: the event’s name.',
        example: 'channel: kyc.decided',
      },
      payload: {
        takes: { form: 'named', shape: 'field', short: 'a type' },
        doc: 'What it says, by name. A step gives it in `with`.',
        example: 'payload: {case_id: uuid, status: Outcome}',
        required: true,
      },
      delivery: {
        takes: { form: 'oneOf', values: ['outbox'] },
        doc: 'It is stored in the transaction that it tells of and delivered afterwards, at least once. Left out: outbox.',
        example: 'delivery: outbox',
      },
      webhook: {
        takes: { form: 'oneOf', values: ['signed'] },
        doc: 'It is sent to subscribers, signed as Standard Webhooks say.',
        example: 'webhook: signed',
      },
      subject: {
        takes: { form: 'text', what: 'the name of a payload field' },
        doc: 'The payload field by which deliveries are ordered, and the `subject` of the CloudEvent.',
        example: 'subject: case_id',
      },
      subscribers: {
        takes: { form: 'list', shape: 'subscriber' },
        doc: 'Who is told from the beginning: settings that hold the address and the signing secret. Needs `webhook: signed`.',
        example: 'subscribers: [{url: $PARTNER_URL, secret: $PARTNER_SECRET}]',
      },
      summary: {
        takes: { form: 'text', what: 'a sentence' },
        doc: 'What has happened.',
        example: 'summary: A verification has ended',
      },
      renamedFrom: {
        takes: { form: 'text', what: 'a name' },
        doc: 'The name that it had in an earlier version. Stays until no environment runs anything older.',
        example: 'renamedFrom: KycClosed',
      },
    },
  },
  subscriber: {
    name: 'a subscriber',
    keys: {
      url: {
        takes: { form: 'text', what: 'a setting such as $PARTNER_URL' },
        doc: 'The setting that holds the address.',
        example: 'url: $PARTNER_URL',
        required: true,
      },
      secret: {
        takes: { form: 'text', what: 'a setting such as $PARTNER_SECRET' },
        doc: 'The setting that holds the signing secret. Needed under `webhook: signed`.',
        example: 'secret: $PARTNER_SECRET',
      },
    },
  },
} as const satisfies Record<string, Shape>;
