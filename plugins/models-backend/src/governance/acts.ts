import { Act } from '@modelry/backstage-plugin-models-common';
import { TimeColumn, toIso } from '../database/columns';

/** Reads who did what to something afterwards, under the name that it has there. */
export function toAct<K extends string>(
  name: K,
  columns: { by: string | null; at: TimeColumn | null; reason: string | null },
): { [key in K]?: Act } {
  const { by, at, reason } = columns;
  const found: { [key in K]?: Act } = {};
  if (by !== null && at !== null) {
    found[name] = { by, at: toIso(at), reason: reason ?? '' };
  }
  return found;
}
