import { JsonObject } from '@backstage/types';
import { ModelFacts } from '@modelry/backstage-plugin-models-common';

/** Facts of a model as a ledger entry holds them: without those that are not there. */
export function factsInLedger(facts: ModelFacts): JsonObject {
  const { riskTier, intendedUse, trainedOn, baseModel } = facts;
  return {
    ...(riskTier && { riskTier }),
    ...(intendedUse && { intendedUse }),
    trainedOn,
    ...(baseModel && { baseModel }),
  };
}
