import { Duration } from 'luxon';
import { DeploymentStatus } from './schemas';

/**
 * What is known of a deployment and of whoever tells about it.
 *
 * @public
 */
export interface Sighting {
  /** What it was last seen to be. */
  status: DeploymentStatus;
  /** When it was last seen, ISO 8601. */
  lastSeen: string;
  /** After how long without being seen it is `unknown`, ISO 8601; never when left out. */
  allowedSilence?: string;
  /** After how long without being listed it is `gone`, ISO 8601; never when left out. */
  goneAfter?: string;
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
  const { status, lastSeen, allowedSilence, goneAfter, listedAt } = sighting;
  if (status === 'gone' || status === 'stopped') {
    return status;
  }
  const seen = Date.parse(lastSeen);
  const isPast = (duration: string | undefined, moment: number) =>
    duration !== undefined &&
    moment - seen > Duration.fromISO(duration).toMillis();
  if (listedAt && isPast(goneAfter, Date.parse(listedAt))) {
    return 'gone';
  }
  return isPast(allowedSilence, now.getTime()) ? 'unknown' : status;
}
