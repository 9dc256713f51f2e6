import { z } from 'zod';

const words = z.record(z.string(), z.string());

const alertSchema = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: words,
  annotations: words.default({}),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }).optional(),
  fingerprint: z.string().min(1).max(64),
});

/** What an Alertmanager sends, version 4; newer ones say more, which is not read. */
export const webhookSchema = z.object({
  version: z.literal('4', {
    error: 'must be "4"; older Alertmanagers are not understood',
  }),
  alerts: z.array(alertSchema).max(10_000),
  truncatedAlerts: z.int().min(0).default(0),
});

/** One alert, of a group that is sent at once. */
export type Alert = z.output<typeof alertSchema>;

/** A group of alerts. */
export type Delivery = z.output<typeof webhookSchema>;
