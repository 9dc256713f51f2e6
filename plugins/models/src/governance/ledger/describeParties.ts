import {
  LedgerEntry,
  ledgerPartiesSchema,
} from '@modelry/backstage-plugin-models-common';

/**
 * Says who had which duty when somebody decided or waived, so that a reader sees that they
 * were entitled, and kept apart from those with a stake in it.
 *
 * @returns nothing for an entry in which that was not written.
 */
export function describeParties(
  { body }: LedgerEntry,
  nameOf: (ref: string) => string,
): string | undefined {
  const { data: parties } = ledgerPartiesSchema.safeParse(body.parties);
  if (!parties) {
    return undefined;
  }
  const { owner, entitledThrough, registeredBy, reviewsOpenedBy } = parties;
  const names = (refs: string[]) => refs.map(nameOf).join(', ');
  return [
    ...(entitledThrough ? [`Entitled through ${nameOf(entitledThrough)}`] : []),
    owner
      ? `the model was owned by ${nameOf(owner)}`
      : 'nobody owned the model',
    ...(registeredBy.length > 0
      ? [`versions registered by ${names(registeredBy)}`]
      : []),
    ...(reviewsOpenedBy.length > 0
      ? [`reviews opened by ${names(reviewsOpenedBy)}`]
      : []),
  ].join('; ');
}
