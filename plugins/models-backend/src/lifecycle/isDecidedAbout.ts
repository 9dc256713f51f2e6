import { GovernanceRecord } from '@modelry/backstage-plugin-models-common';

/** Tells whether somebody has decided about a version, or set something aside for it. */
export function isDecidedAbout(
  version: string,
  record: GovernanceRecord,
): boolean {
  return [...record.decisions, ...record.waivers].some(
    act => act.version === version,
  );
}
