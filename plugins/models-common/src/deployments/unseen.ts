import { Duration } from 'luxon';
import { DeploymentStatus } from './schemas';

/**
 * How long a deployment may go unseen.
 *
 * @public
 */
export interface UnseenLimits {
  /** After how long without being seen it is `unknown`, ISO 8601; never when left out. */
  allowedSilence?: string;
  /** After how long of being missed it is `gone`, ISO 8601; never when left out. */
  goneAfter?: string;
}

/**
 * Tells from when on a deployment that is not seen again is `unknown`, and `gone`.
 *
 * @param options - `missedSince` is when its source first answered without it, ISO 8601,
 *   and left out while it has not. A deployment that nobody but its own reports tells of
 *   is missed from its last report on.
 * @returns moments in ISO 8601; none for what never comes.
 * @public
 */
export function unseenMoments(
  options: UnseenLimits & { lastSeen: string; missedSince?: string },
): { unknownAt?: string; goneAt?: string } {
  const { lastSeen, missedSince, allowedSilence, goneAfter } = options;
  const after = (moment: string, duration: string) =>
    new Date(
      Date.parse(moment) + Duration.fromISO(duration).toMillis(),
    ).toISOString();
  return {
    ...(allowedSilence && { unknownAt: after(lastSeen, allowedSilence) }),
    ...(goneAfter && missedSince && { goneAt: after(missedSince, goneAfter) }),
  };
}

/**
 * What is known of a deployment and of whoever tells about it.
 *
 * @public
 */
export interface Sighting {
  /** What it was last seen to be. */
  status: DeploymentStatus;
  /** When it is `unknown` unless it is seen again, ISO 8601; never when left out. */
  unknownAt?: string;
  /** When it is `gone` unless it is seen again, ISO 8601; never when left out. */
  goneAt?: string;
  /**
   * When its source last told what runs, ISO 8601; left out when it never did. A
   * deployment that nobody but its own reports tells of is as good as listed now.
   */
  listedAt?: string;
}

/**
 * Tells what a deployment is when nobody has seen it for a while.
 *
 * @remarks
 *
 * It is gone only when its source has answered for long enough without it. A source that
 * cannot be asked proves nothing.
 *
 * @public
 */
export function statusWhenUnseen(
  sighting: Sighting,
  now: Date,
): DeploymentStatus {
  const { status, unknownAt, goneAt, listedAt } = sighting;
  if (status === 'gone' || status === 'stopped') {
    return status;
  }
  const isPast = (moment: string | undefined, at: number) =>
    moment !== undefined && at > Date.parse(moment);
  if (listedAt && isPast(goneAt, Date.parse(listedAt))) {
    return 'gone';
  }
  return isPast(unknownAt, now.getTime()) ? 'unknown' : status;
}
