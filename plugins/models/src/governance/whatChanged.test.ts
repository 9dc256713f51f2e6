import { ModelOverview } from '@modelry/backstage-plugin-models-common';
import {
  overviewOf,
  requirementOf,
  reviewOf,
  versionOf,
} from '../__testUtils__/fixtures';
import { whatChanged } from './whatChanged';

const SEEN = requirementOf({ reviewId: 'review-1' });
const V8 = versionOf({ version: '8' });

function sentencesOf(now: Parameters<typeof overviewOf>[0]) {
  return whatChanged({
    seen: { version: '8', requirement: SEEN },
    base: SEEN,
    newest: '8',
    act: 'decide',
    now: overviewOf({
      ...{ versions: [V8], requirements: [SEEN] },
      ...now,
      governance: { version: '8', ...now?.governance },
    }),
  });
}

function closed(status: 'closed' | 'completed') {
  const governance: Partial<ModelOverview['governance']> = {
    reviews: [
      reviewOf({
        status,
        closed: {
          by: 'user:default/dario',
          at: '2026-03-02T08:00:00.000Z',
          reason: 'Trained again.',
        },
      }),
    ],
  };
  return governance;
}

describe('what changed while somebody decides', () => {
  it('is nothing when nothing changed', () => {
    expect(sentencesOf({})).toEqual({ sentences: [], isOther: false });
  });

  it.each<[string, Parameters<typeof overviewOf>[0], RegExp, boolean]>([
    [
      'a newer version',
      { versions: [versionOf({ version: '9' }), V8] },
      /^Version 9 was registered meanwhile; you decide on version 8$/,
      false,
    ],
    [
      'another policy',
      { requirements: [{ ...SEEN, digest: 'b'.repeat(64) }] },
      /policy asks for something else/,
      true,
    ],
    [
      'other facts',
      { requirements: [{ ...SEEN, factsDigest: 'b'.repeat(64) }] },
      /Facts about the model/,
      true,
    ],
    ['no policy', { requirements: [] }, /No policy asks for this/, false],
    [
      'a closed review',
      {
        requirements: [{ ...SEEN, reviewId: undefined }],
        governance: closed('closed'),
      },
      /^Its review was closed \(“Trained again”\)$/,
      false,
    ],
    [
      'a completed review',
      {
        requirements: [{ ...SEEN, reviewId: undefined }],
        governance: closed('completed'),
      },
      /^Its review is completed \(“Trained again”\)$/,
      false,
    ],
    [
      'a lost right',
      {
        requirements: [
          {
            ...SEEN,
            viewer: { mayDecide: false, mayWaive: false, reasons: ['Owner.'] },
          },
        ],
      },
      /^You may not decide it any more: Owner$/,
      false,
    ],
  ])('is %s', (_, now, sentence, isOther) => {
    const changes = sentencesOf(now);
    expect(changes.sentences).toEqual([expect.stringMatching(sentence)]);
    expect(changes.isOther).toBe(isOther);
  });

  it('is both the end of a review and a new one', () => {
    const { sentences } = sentencesOf({
      requirements: [{ ...SEEN, reviewId: 'review-2' }],
      governance: closed('closed'),
    });
    expect(sentences).toEqual([
      'Its review was closed (“Trained again”)',
      'A new review of it is open',
    ]);
  });

  it('is not guessed from what is known of another version', () => {
    expect(
      sentencesOf({ requirements: [], governance: { version: '7' } }),
    ).toEqual({ sentences: [], isOther: false });
  });
});
