import {
  addReviewedVersion,
  decide,
  governedConfig,
  ledgerOf,
  requirementOf,
} from '../__testUtils__/governance';
import { person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const vera = person('vera-validator');

const [policy] = governedConfig.governance.policies;
const [validation] = policy.requirements;
const config = {
  ...governedConfig,
  governance: {
    policies: [
      {
        ...policy,
        requirements: [
          {
            ...validation,
            evidence: [
              { id: 'report', title: 'Validation report' },
              { id: 'bias', title: 'Bias assessment', description: 'By group' },
            ],
          },
        ],
      },
    ],
  },
};

const report = {
  item: 'report',
  title: 'Report 2026-11',
  link: 'https://reports.example.com/7?a=b#c',
};
const bias = {
  item: 'bias',
  title: 'Assessment',
  text: '# Heading\n<script>alert(1)</script> [x](javascript:alert(1)) ![](http://evil.example/p.gif) 🚀',
};

describe.each(databases.eachSupportedId())('evidence on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config,
    });
  });

  const reviewed = () => addReviewedVersion(backend.addHighRiskModel());

  it('is kept word for word, in the record and in the ledger', async () => {
    const model = await reviewed();
    const more = { title: 'Notebook', text: 'x'.repeat(10_000) };
    const evidence = [report, bias, more];
    const { body } = await decide(model, vera, { evidence }).expect(201);
    expect(body.decision.evidence).toEqual(evidence);
    expect(body.requirement.evidence).toEqual([
      { id: 'report', title: 'Validation report' },
      { id: 'bias', title: 'Bias assessment', description: 'By group' },
    ]);
    expect((await requirementOf(model)).decisions[0].evidence).toEqual(
      evidence,
    );
    expect((await ledgerOf(model))[1].body.evidence).toEqual(evidence);
  });

  it.each([
    ['none', [], "'Validation report' and 'Bias assessment'"],
    ['one of two', [report], "with 'Bias assessment'"],
    [
      'some for nothing',
      [{ title: 'Report', link: report.link }, bias],
      "with 'Validation report'",
    ],
  ])(
    'must be complete for an approval: with %s',
    async (_, evidence, missing) => {
      const model = await reviewed();
      const { body } = await decide(model, vera, { evidence }).expect(400);
      expect(body.error.message).toContain('body.evidence');
      expect(body.error.message).toContain(missing);
      expect(body.error.message).toContain('attach a link or a text');
      expect((await model.get('/decisions')).body.items).toEqual([]);
    },
  );

  it.each(['rejected', 'changes-requested', 'abstained'])(
    'need not come with a decision that is %s',
    async decision => {
      await decide(await reviewed(), vera, { decision }).expect(201);
    },
  );

  it.each([
    [{ ...report, link: 'javascript:alert(1)' }, 'body.evidence.0.link'],
    [{ ...report, link: ' JaVaScRiPt:alert(1)' }, 'body.evidence.0.link'],
    [{ ...report, link: 'data:text/html,<script>' }, 'body.evidence.0.link'],
    [{ ...report, link: 'file:///etc/passwd' }, 'body.evidence.0.link'],
    [{ ...report, link: '//evil.example' }, 'body.evidence.0.link'],
    [{ ...report, link: 'https://me:secret@a.example' }, 'password'],
    [{ item: 'report', title: 'Nothing' }, 'attach a link or a text'],
    [{ ...report, title: '' }, 'body.evidence.0.title'],
    [{ ...report, title: 'two\nlines' }, 'body.evidence.0.title'],
    [{ ...bias, text: 'x'.repeat(10_001) }, '10,000'],
    [{ ...bias, text: 'a\u0000b' }, 'body.evidence.0.text'],
    [{ ...report, html: '<b>' }, 'html'],
    [{ ...report, item: 'vibes' }, "'vibes' is no evidence item"],
    [{ ...report, item: '__proto__' }, 'it asks for report, bias'],
  ])('is refused as %j', async (wrong, problem) => {
    const model = await reviewed();
    const decision = { decision: 'rejected', evidence: [wrong] };
    const { body } = await decide(model, vera, decision).expect(400);
    expect(body.error.message).toContain(problem);
    expect((await model.get('/decisions')).body.items).toEqual([]);
  });

  it('of more than 50 pieces is refused', async () => {
    const model = await reviewed();
    const decision = { decision: 'rejected', evidence: Array(51).fill(report) };
    await decide(model, vera, decision).expect(400);
  });

  it('makes a decision another one when it is another', async () => {
    const model = await reviewed();
    const rejected = { decision: 'rejected' };
    await decide(model, vera, { ...rejected, evidence: [report] }).expect(201);
    await decide(model, vera, { ...rejected, evidence: [report] }).expect(201);
    await decide(model, vera, { ...rejected, evidence: [bias] }).expect(201);
    expect((await model.get('/decisions')).body.items).toHaveLength(2);
  });
});
