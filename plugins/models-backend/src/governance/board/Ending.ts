const DAY_MS = 24 * 60 * 60 * 1000;
const FIRST_REMINDER_DAYS = 30;

/** Who did not hear of it by then, because nothing ran, needs no reminder of the day. */
const LATEST_REMINDER_DAYS = 7;

/** What ends, as reminders of it are kept. */
export interface EndingKey {
  model_ref: string;
  requirement: string;
  stage: string;
  /** Empty when it is good for all versions. */
  version: string;
  /** Empty when it is a sign-off. */
  waiver_id: string;
}

/** A sign-off or waiver that ends, and what people are to be told of it. */
export interface Ending {
  key: EndingKey;
  /** ISO 8601. */
  endsAt: string;
  /** Entity refs. */
  recipients: readonly string[];
  title: string;
  description: string;
}

/** Between which times something must end for a reminder of it to be due. */
export function timesOfReminders(now: Date): { after: Date; until: Date } {
  const inDays = (days: number) => new Date(now.getTime() + days * DAY_MS);
  return {
    after: inDays(-LATEST_REMINDER_DAYS),
    until: inDays(FIRST_REMINDER_DAYS),
  };
}
