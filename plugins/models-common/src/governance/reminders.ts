/**
 * How many days before a sign-off or a waiver ends people are reminded; 0 is the day itself.
 *
 * @public
 */
export const REMINDER_DAYS = [30, 7, 1, 0] as const;

/**
 * One of {@link REMINDER_DAYS}.
 *
 * @public
 */
export type ReminderDays = (typeof REMINDER_DAYS)[number];

const DAY = 86_400_000;

/**
 * Finds the reminder that is due: the most urgent one, unless it was sent. One that
 * was missed is not sent later, because a more urgent one says more.
 *
 * @param options - `sent` are those sent already about this end.
 * @public
 */
export function dueReminder(options: {
  /** ISO 8601. */
  endsAt: string;
  now: Date;
  sent: readonly number[];
}): ReminderDays | undefined {
  const { endsAt, now, sent } = options;
  const expiry = Date.parse(endsAt);
  const due = REMINDER_DAYS.findLast(days =>
    days === 0
      ? // The day of the expiry, in UTC.
        now.getTime() >= expiry - (expiry % DAY)
      : now.getTime() >= expiry - days * DAY,
  );
  return due === undefined || sent.some(days => days <= due) ? undefined : due;
}
