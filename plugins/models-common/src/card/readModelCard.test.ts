import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { ModelCard, modelCardSchema } from './cardSchemas';
import { readModelCard } from './readModelCard';

const REAL_CARDS = resolve(__dirname, '../../../../examples/models/cards');

function real(name: string): ModelCard {
  return read(readFileSync(resolve(REAL_CARDS, name), 'utf8'));
}

function read(document: string): ModelCard {
  const answer = readModelCard(document);
  if ('problem' in answer) {
    throw new Error(answer.problem);
  }
  return answer.card;
}

function problemOf(document: string): string {
  const answer = readModelCard(document);
  return 'problem' in answer ? answer.problem : answer.card.problems.join('; ');
}

function missingIn(card: ModelCard): string[] {
  return card.sections.filter(s => !s.present).map(({ id }) => id);
}

const front = (yaml: string) => `---\n${yaml}\n---\n# Title\n\nText`;

const indexOf = (metrics: string) =>
  front(
    `model-index:\n- name: m\n  results:\n  - task: {type: t}\n    dataset: {type: d}\n    metrics: ${metrics}`,
  );

describe('a Hugging Face card', () => {
  const realCards = readdirSync(REAL_CARDS).filter(
    name => name.endsWith('.md') && name !== 'SOURCES.md',
  );

  it.each(realCards)('is read without a problem: %s', name => {
    const card = real(name);
    expect(modelCardSchema.parse(card)).toEqual(card);
    expect(card.problems).toEqual([]);
    expect(card.markdown).not.toMatch(/^---/);
  });

  it('says what it was evaluated on, and who verified it', () => {
    const card = real('abdalrahmanshahrour__questionanswering-v2.md');
    expect(card.datasets).toEqual(['squad']);
    expect(card.licenses).toEqual([{ name: 'apache-2.0' }]);
    expect(card.evaluations).toEqual([
      {
        ...{ metric: 'Exact Match', value: '79.5998' },
        ...{ task: 'Question Answering', dataset: 'squad' },
        ...{ slice: 'plain_text, validation', verified: true },
      },
      expect.objectContaining({ metric: 'F1', value: '86.9965' }),
    ]);
  });

  it.each<[string, string, Partial<ModelCard>]>([
    ['one language', 'language: no', { languages: ['no'] }],
    ['languages', 'language: [en, no]', { languages: ['en', 'no'] }],
    ['tags as one text', 'tags: vision', { tags: ['vision'] }],
    ['a base model', 'base_model: org/m', { baseModels: ['org/m'] }],
    ['nothing', 'datasets: null\nlicense:', { datasets: [], licenses: [] }],
    ['things of no use', 'tags: [{a: 1}, [2]]', { tags: [] }],
    [
      'a license of its own',
      'license: other\nlicense_name: ours\nlicense_link: https://x.org/l',
      { licenses: [{ name: 'ours', link: 'https://x.org/l' }] },
    ],
    [
      'a license whose link is none',
      'license: mit\nlicense_link: javascript:alert(1)',
      { licenses: [{ name: 'mit' }] },
    ],
    ['a field twice', 'library_name: a\nlibrary_name: b', { library: 'b' }],
  ])('may declare %s', (_, yaml, expected) => {
    expect(read(front(yaml))).toMatchObject({ ...expected, problems: [] });
  });

  it.each([
    ['a number as it is written', '[{type: f1, value: 0.90}]', '0.90'],
    ['a text', '[{type: f1, value: "about 3"}]', 'about 3'],
    ['a list', '[{type: f1, value: [0.1, 0.2]}]', '["0.1","0.2"]'],
    ['what is not in a list', '{type: f1, value: 1}', '1'],
  ])('keeps the value of a metric: %s', (_, metrics, value) => {
    expect(read(indexOf(metrics)).evaluations).toEqual([
      { metric: 'f1', value, task: 't', dataset: 'd', verified: false },
    ]);
  });

  it('names the metric that has no value, and keeps the others', () => {
    const card = read(indexOf('[{type: f1, value: ~}, {type: auc, value: 1}]'));
    expect(card.evaluations).toHaveLength(1);
    expect(card.problems).toEqual([
      "model-index: result 1, metric 1 needs a 'type' (or 'name') and a 'value'",
    ]);
  });

  it.each([
    ['', 'is empty'],
    ['---\na: [1\n---\n', 'no valid YAML (line 2 of the card)'],
    ['---\na: 1\n\nText', "write '---' on a line of its own"],
    [
      front(`a: &a [x]\n${'b: [*a, *a, *a, *a, *a, *a, *a, *a]\n'.repeat(20)}`),
      'cannot be read',
    ],
    ['{"a": ', 'no valid JSON'],
    ['{"a": 1}', 'is no model card'],
  ])('that is broken is told so: %j', (document, problem) => {
    expect(problemOf(document)).toContain(problem);
  });

  it('keeps its text when its front matter is broken', () => {
    expect(read('---\na: [1\n---\n# Kept').markdown).toBe('# Kept');
  });

  it('runs nothing of what its front matter says', () => {
    const card = read('---js\nthrow new Error("run")\n---\n# Title');
    expect(card.markdown).toContain('---js');
    expect(read(front('tags: !!js/function "x"')).problems).toEqual([]);
  });

  it.each(['\r\n', '\r'])('may end its lines with %j', newline => {
    const document = `\uFEFF${front('license: mit').replace(/\n/g, newline)}`;
    expect(read(document)).toEqual(read(front('license: mit')));
  });

  it('has the sections that say something', () => {
    const card = read(
      [
        '# Churn',
        '```\n## Evaluation\nin code\n```',
        '## Model description\nA tree.',
        '## Uses\n### Direct Use\nScoring\n### Out-of-Scope Use\n[More Information Needed]',
        '## Bias, Risks, and Limitations\n<!-- Say which. -->\n',
        '## Training Details\n### Training Data\nTwo years',
        '## Environmental Impact\n- **Hours used:** [More Information Needed]',
        '## Model Card Contact\n- **Mail:** a@b.example',
      ].join('\n\n'),
    );
    expect(missingIn(card)).toEqual([
      'out-of-scope',
      'limitations',
      'evaluation',
      'environment',
    ]);
  });

  it('may underline its headings', () => {
    const card = read(
      [
        'Churn\nof *customers*\n===',
        'Model description\n---\nA tree.\n\n---\nMore',
        '> Evaluation\n---\n',
        '- Contact\n---\n',
        '| Training data |\n---\n',
        '```\nBias\n---\n```\nin code',
        '    Energy\n---\n',
        'Intended uses  \n ---  \nScoring\n### Misuse\nAnything else',
      ].join('\n\n'),
    );
    expect(card.title).toBe('Churn of customers');
    expect(missingIn(card)).toEqual([
      'limitations',
      'training-data',
      'evaluation',
      'environment',
      'contact',
    ]);
  });

  it('has a section also when fields say what belongs there', () => {
    const card = read(
      front(
        'co2_eq_emissions: {emissions: 7}\nmodel-index: [{results: [{metrics: [{type: f1, value: 1}]}]}]',
      ),
    );
    expect(missingIn(card)).not.toEqual(
      expect.arrayContaining(['environment', 'evaluation']),
    );
  });
});

describe("a card of Google's toolkit", () => {
  const card = read(
    JSON.stringify({
      schema_version: '0.0.2',
      model_details: {
        name: 'Face detection',
        overview: 'Finds faces',
        owners: [{ name: 'Vision', contact: 'vision@example.com' }],
        version: { name: '0.3', date: '2020-01-01' },
        licenses: [{ identifier: 'Apache-2.0' }, { custom_text: 'Ask us' }],
        references: [
          { reference: 'https://example.com/paper' },
          { reference: 'javascript:alert(1)' },
        ],
      },
      model_parameters: {
        model_architecture: 'CNN',
        data: [{ name: 'train', graphics: { collection: [{ image: 'iVB' }] } }],
      },
      quantitative_analysis: {
        performance_metrics: [
          {
            ...{ type: 'precision', value: 0.9, slice: 'age' },
            confidence_interval: { lower_bound: 0.8, upper_bound: 0.95 },
          },
          { type: 'recall' },
        ],
      },
      considerations: {
        users: ['Photographers', { description: 'Editors' }],
        limitations: [{ description: 'Dark pictures' }],
        ethical_considerations: [
          { name: 'Surveillance', mitigation_strategy: 'Not offered' },
        ],
      },
    }),
  );

  it('is read', () => {
    expect(card).toMatchObject({
      format: 'google-model-card',
      title: 'Face detection',
      licenses: [{ name: 'Apache-2.0' }, { name: 'Ask us' }],
      datasets: ['train'],
      evaluations: [
        {
          ...{ metric: 'precision', value: '0.9', slice: 'age' },
          ...{ interval: '0.8 to 0.95', verified: false },
        },
      ],
      problems: [
        "quantitative_analysis.performance_metrics[1] needs a 'type' and a 'value'",
      ],
    });
    expect(missingIn(card)).toEqual(['uses', 'out-of-scope', 'environment']);
  });

  it('becomes a text of its sections, without its pictures', () => {
    expect(card.markdown).toContain(
      '## Contact\n\n- Vision: vision@example.com',
    );
    expect(card.markdown).toContain('- <https://example.com/paper>');
    expect(card.markdown).toContain('- Editors');
    expect(card.markdown).toContain('- Surveillance: Not offered');
    expect(card.markdown).not.toContain('iVB');
  });
});

describe('any document', () => {
  it('is a card or has a problem, and is never the end of the process', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('---\n', '\n', '{', '}', ': ', '- ', '# ', '&a ', '*a'),
      fc.constantFrom('model-index', '<!--', '-->', '```', '\uFEFF', '"'),
    );
    fc.assert(
      fc.property(fc.array(piece), pieces => {
        const answer = readModelCard(pieces.join(''));
        expect('card' in answer || answer.problem.length > 0).toBe(true);
      }),
    );
  });

  it('that is JSON is a card or has a problem', () => {
    const part = fc.jsonValue();
    fc.assert(
      fc.property(part, part, part, (details, analysis, considerations) => {
        const document = JSON.stringify({
          model_details: details,
          quantitative_analysis: analysis,
          considerations,
        });
        expect(read(document).format).toBe('google-model-card');
      }),
    );
  });
});
