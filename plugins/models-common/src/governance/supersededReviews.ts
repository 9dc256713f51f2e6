import { Review } from './reviewSchemas';
import { Decision } from './schemas';

/**
 * Finds the open reviews that a new one, asked for by a machine, takes the place of.
 *
 * @remarks
 *
 * A source that trains and registers a version every night would leave one open review
 * for each. Those of older versions for the same stage that a machine opened as well, and
 * in which nobody has decided anything, are superseded. What a person asked for, and what
 * somebody has looked at, stays.
 *
 * @param options - `registeredAt` says when versions were registered, in ISO 8601.
 * @public
 */
export function supersededReviews(options: {
  opened: Pick<Review, 'version' | 'stage' | 'openedBy'>;
  reviews: readonly Review[];
  decisions: readonly Pick<Decision, 'reviewId'>[];
  registeredAt: ReadonlyMap<string, string>;
}): Review[] {
  const { opened, reviews, decisions, registeredAt } = options;
  const at = registeredAt.get(opened.version);
  if (isPerson(opened.openedBy) || at === undefined) {
    return [];
  }
  return reviews.filter(review => {
    const registered = registeredAt.get(review.version);
    return (
      review.status === 'open' &&
      review.stage === opened.stage &&
      review.version !== opened.version &&
      !isPerson(review.openedBy) &&
      registered !== undefined &&
      Date.parse(registered) <= Date.parse(at) &&
      !decisions.some(({ reviewId }) => reviewId === review.id)
    );
  });
}

function isPerson(actor: string): boolean {
  return actor.startsWith('user:');
}
