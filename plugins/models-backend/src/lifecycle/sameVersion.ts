import { ModelVersion } from '@modelry/backstage-plugin-models-common';
import { isDeepStrictEqual } from 'node:util';

/** Tells whether two say the same of a version. */
export function sameFacts(a: ModelVersion, b: ModelVersion): boolean {
  return (
    a.stage === b.stage &&
    a.digest === b.digest &&
    a.description === b.description &&
    a.trainedBy === b.trainedBy &&
    a.link === b.link &&
    a.createdAt === b.createdAt &&
    isDeepStrictEqual(plain(a.metrics), plain(b.metrics)) &&
    isDeepStrictEqual(plain(a.parameters), plain(b.parameters)) &&
    isDeepStrictEqual(plain(a.origin), plain(b.origin)) &&
    isDeepStrictEqual(plain(a.artifact), plain(b.artifact))
  );
}

/** As it is stored: the order of the names does not matter, nor does -0. */
export function plain(facts: object | undefined): unknown {
  return facts && JSON.parse(JSON.stringify(facts));
}
