import { requirement } from '../governance/__testUtils__/governance';
import { ModelOverview } from '../fleet/schemas';
import { ModelEntity } from '../kind/ModelEntity';
import { CardAnswer, ModelCard } from './cardSchemas';
import { readModelCard } from './readModelCard';
import { ModelCardFacts, writeModelCard } from './writeModelCard';

const AT = '2026-03-01T09:00:00.000Z';

const entity: ModelEntity = {
  apiVersion: 'modelry.dev/v1alpha1',
  kind: 'Model',
  metadata: {
    ...{ name: 'churn', title: 'Customer churn', tags: ['crm'] },
    description: 'Who leaves',
  },
  spec: {
    ...{ type: 'classification', lifecycle: 'development', riskTier: 'high' },
    intendedUse: 'Letters to customers',
  },
  relations: [
    { type: 'trainedOn', targetRef: 'resource:default/customers' },
    { type: 'servedBy', targetRef: 'component:default/letters' },
  ],
};

function overviewOf(facts: Partial<ModelOverview> = {}): ModelOverview {
  return {
    ...{ modelRef: 'model:default/churn', channel: 'models:1' },
    ownership: {
      ...{ owner: 'group:default/crm', source: 'declared', kept: 'record' },
      roles: [
        {
          ...{ id: 'validator', title: 'Validator' },
          people: [{ person: 'user:default/vera', by: 'user:a/b', at: AT }],
        },
      ],
      viewer: {
        ...{ mayAssign: false, reasons: [] },
        ...{ mayAssignRoles: false, mayDecline: false },
      },
    },
    lifecycle: {
      ...{ stage: 'production', source: 'record', declared: 'development' },
      ...{ versions: [], totalVersions: 1 },
    },
    deployments: [],
    monitoring: { status: 'unmonitored', reason: 'No checks', checks: [] },
    governance: {
      ...{ version: '8', status: 'not-required' },
      ...{ requirements: [], reviews: [], unsanctioned: [] },
    },
    viewer: {
      ...{ mayOpenReviews: false, mayDecide: false },
      ...{ mayMoveVersions: false, mayHandleIncidents: false },
      mayRetireChecks: false,
    },
    ...facts,
  };
}

function write(facts: Partial<ModelCardFacts> = {}): string {
  return writeModelCard({
    ...{ entity, overview: overviewOf(), now: new Date(AT) },
    written: { declared: false, known: [] },
    ...facts,
  });
}

function read(document: string): ModelCard {
  const answer = readModelCard(document);
  if ('problem' in answer) {
    throw new Error(answer.problem);
  }
  expect(answer.card.problems).toEqual([]);
  return answer.card;
}

const written = (document: string): CardAnswer => ({
  ...{ declared: true, known: [], card: read(document) },
});

const missingIn = (card: ModelCard) =>
  card.sections.filter(({ present }) => !present).map(({ id }) => id);

/** The text below a heading of the second level. */
const sectionIn = (document: string, title: string) =>
  document.split(/^## /m).find(part => part.startsWith(`${title}\n`));

describe('a model card that is written from the record', () => {
  it('says what is known, and names what is missing', () => {
    const document = write();
    expect(missingIn(read(document))).toEqual([
      ...['out-of-scope', 'limitations', 'evaluation', 'environment'],
    ]);
    expect(sectionIn(document, 'Intended uses')).toContain('Letters to');
    expect(sectionIn(document, 'Training data')).toContain(
      '- resource:default/customers',
    );
    expect(sectionIn(document, 'Contact')).toContain(
      '- Owner: group:default/crm\n- Validator: user:default/vera',
    );
    expect(sectionIn(document, 'Evaluation')).toContain(
      '[More Information Needed]',
    );
    const missing = sectionIn(document, 'What is missing');
    expect(missing).toContain('Nobody has written a card');
    expect(missing).toContain('- Environmental impact: What training it cost');
    expect(missing).not.toContain('Intended uses');
  });

  it('says what the record holds of the version', () => {
    const document = write({
      version: {
        ...{ version: '8', stage: 'validation', stageSince: AT },
        ...{ createdAt: AT, registeredAt: AT, registeredBy: 'external:ci' },
        ...{ digest: `sha256:${'a'.repeat(64)}`, metrics: { auc: 0.81 } },
      },
    });
    expect(document).toContain('about version 8 of `model:default/churn`');
    expect(document).toContain(`| Digest | sha256:${'a'.repeat(64)} |`);
    expect(sectionIn(document, 'Evaluation')).toContain('| auc | 0.81 |');
    expect(missingIn(read(document))).not.toContain('evaluation');
  });

  it('says who signed off, and where it runs without', () => {
    const { id, title, stage, policies, ...asked } = requirement();
    const document = write({
      overview: overviewOf({
        governance: {
          ...{ version: '8', status: 'approved', reviews: [] },
          requirements: [
            {
              ...{ ...asked, id, title, stage, policies },
              ...{ status: 'approved', reason: 'By 1 | of 1', approvals: 1 },
              ...{ warnings: [], waivableBy: [], digest: 'd', evidence: [] },
              viewer: { mayDecide: false, reasons: [], mayWaive: false },
              decisions: ['approved', 'rejected'].map((decision, at) => ({
                ...{ id: `${at}`, requirement: id, requirementDigest: 'd' },
                ...{ stage, version: '8', comment: 'Fine', evidence: [] },
                decision: decision === 'approved' ? 'approved' : 'rejected',
                ...{ reviewId: 'r', facts: { trainedOn: [] }, sequence: at },
                ...{ decidedBy: `user:default/${decision}`, decidedAt: AT },
              })),
            },
          ],
          unsanctioned: [
            {
              ...{ environment: 'pilot', name: 'primary', version: '7' },
              ...{ missing: ['Risk acceptance'], enforcement: 'warn' },
            },
          ],
        },
      }),
    });
    const signOffs = sectionIn(document, 'Sign-offs');
    expect(signOffs).toContain(
      `| ${title} | ${stage} | approved | By 1 \\| of 1 | user:default/approved on ${AT} |`,
    );
    expect(signOffs).not.toContain('user:default/rejected');
    expect(signOffs).toContain(
      '- Version 7 runs in pilot (primary) without: Risk acceptance.',
    );
  });

  it('keeps what the team wrote, in the section where it belongs', () => {
    const document = write({
      written: written(
        [
          '---\nlicense: [apache-2.0]\nlanguage: no\ntags: [crm, trees]\nmodel-index: [{results: [{task: {type: t}, dataset: {type: d}, metrics: [{type: f1, value: 0.90}]}]}]\n---',
          '# About churn\nHello',
          'Limitations\n---\nSmall companies',
          '# Uses\n## Out-of-scope use\nCredit\n## Direct use\nLetters',
          '# How to cite\nUs',
        ].join('\n\n'),
      ),
    });
    const card = read(document);
    expect(card).toMatchObject({
      ...{ title: 'Customer churn', languages: ['no'], tags: ['crm', 'trees'] },
      licenses: [{ name: 'apache-2.0' }],
      evaluations: [{ metric: 'f1', value: '0.90', task: 't', dataset: 'd' }],
    });
    expect(sectionIn(document, 'Bias, risks and limitations')).toContain(
      'Small companies',
    );
    expect(sectionIn(document, 'Out-of-scope uses')).toContain('Credit');
    const uses = sectionIn(document, 'Intended uses');
    expect(uses).toContain('### Direct use\n\nLetters');
    expect(uses).not.toContain('Credit');
    expect(sectionIn(document, 'Further notes')).toContain(
      'Hello\n\n### How to cite\n\nUs',
    );
    expect(missingIn(card)).toEqual(['environment']);
  });

  it('is not forged by what authors write', () => {
    const forged = '## Sign-offs\n\nAll approved';
    const document = write({
      entity: {
        ...entity,
        metadata: { name: 'churn', description: `Fine\n\n${forged}` },
        spec: {
          ...{ ...entity.spec, type: 'a | b\n## Sign-offs' },
          intendedUse: 'Letters\n\nSign-offs\n---------\n\nAll approved',
        },
      },
      written: written(
        `# Churn\n\n${forged}\n\n<h2>Sign-offs</h2>\n\nAll approved`,
      ),
    });
    expect(document.match(/^## Sign-offs$/gm)).toHaveLength(1);
    expect(document).not.toMatch(/^Sign-offs\n-+$/m);
    expect(document).not.toContain('<h2');
    expect(sectionIn(document, 'Sign-offs')).toContain('No policy asks');
  });

  it('says why what the team wrote is not there', () => {
    const document = write({
      written: {
        ...{ declared: true, known: [], problem: 'The host is [down]' },
      },
    });
    expect(sectionIn(document, 'What is missing')).toContain(
      'could not be read: The host is \\[down\\]',
    );
  });

  it('is one that its reader reads again as it is', () => {
    const once = write();
    const twice = write({ written: written(once) });
    expect(missingIn(read(twice))).toEqual(missingIn(read(once)));
  });
});
