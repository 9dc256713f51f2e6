import {
  EffectiveRequirement,
  Lifecycle,
  Review,
  isEnded,
  reviewsCovering,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import {
  findVersion,
  findVersions,
  registrarsInUse,
} from '../lifecycle/versions';

/**
 * Finds who may not waive a requirement because they had a hand in what it is about:
 * in the one version, or in any version in use when the waiver is for all.
 */
export async function partiesToWaiver(
  knex: Knex,
  options: {
    modelRef: string;
    lifecycle: Lifecycle;
    requirement: EffectiveRequirement;
    version: string | undefined;
    reviews: readonly Review[];
  },
): Promise<{
  registeredBy?: string;
  registrars: string[];
  reviews: Review[];
}> {
  const { modelRef, lifecycle, requirement, version, reviews } = options;
  if (version !== undefined) {
    const known = await findVersion(knex, modelRef, version);
    return {
      registeredBy: known?.registeredBy,
      registrars: [],
      reviews: reviewsCovering(options),
    };
  }
  const reviewed = [...new Set(reviews.map(review => review.version))];
  const inUse = (await findVersions(knex, modelRef, reviewed)).filter(
    ({ stage }) => !isEnded(lifecycle, stage),
  );
  return {
    registrars: await registrarsInUse(knex, modelRef, lifecycle),
    reviews: inUse.flatMap(one =>
      reviewsCovering({
        ...{ lifecycle, requirement, reviews },
        version: one.version,
      }),
    ),
  };
}
