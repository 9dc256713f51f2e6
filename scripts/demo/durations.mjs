const ISO_DURATION =
  /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const UNITS_IN_SECONDS = [7 * 86_400, 86_400, 3_600, 60, 1];

/** Milliseconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds. */
export function parseDuration(text) {
  const match = ISO_DURATION.exec(text);
  if (!match) {
    throw new Error(
      `'${text}' is no duration; write weeks, days, hours, minutes or seconds as ISO 8601, e.g. P30D or PT6H`,
    );
  }
  return match
    .slice(1)
    .reduce(
      (sum, count, i) => sum + Number(count ?? 0) * UNITS_IN_SECONDS[i] * 1000,
      0,
    );
}

/** The time, as ISO 8601, that lay a duration before `now`. */
export function timeAgo(duration, now) {
  return new Date(now.getTime() - parseDuration(duration)).toISOString();
}

/** The time, as ISO 8601, that will lie a duration after `now`. */
export function timeAhead(duration, now) {
  return new Date(now.getTime() + parseDuration(duration)).toISOString();
}
