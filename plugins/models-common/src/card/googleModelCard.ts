import { CardEvaluation, ModelCard } from './cardSchemas';
import { fieldsIn, linkIn, listIn, textIn } from './declared';
import { findSections } from './sections';

type Fields = Readonly<Record<string, unknown>>;

/** Whether some JSON has the parts of a model card of Google's toolkit. */
export function isGoogleModelCard(document: unknown): boolean {
  const fields = fieldsIn(document);
  return [
    'model_details',
    'model_parameters',
    'quantitative_analysis',
    'considerations',
  ].some(part => part in fields);
}

/**
 * Reads the JSON of Google's Model Card Toolkit (schema 0.0.1 and 0.0.2).
 *
 * @remarks
 *
 * Its pictures are left out.
 */
export function readGoogleModelCard(document: unknown): ModelCard {
  const card = fieldsIn(document);
  const details = fieldsIn(card.model_details);
  const parameters = fieldsIn(card.model_parameters);
  const evaluations = evaluationsIn(fieldsIn(card.quantitative_analysis));
  const data = listIn(parameters.data).map(fieldsIn);
  const title = textIn(details.name);
  const markdown = [
    ...detailsText(details),
    ...parametersText(parameters, data),
    ...considerationsText(fieldsIn(card.considerations)),
  ].join('\n\n');
  return {
    format: 'google-model-card',
    ...(title && { title }),
    licenses: licensesIn(details),
    languages: [],
    tags: [],
    datasets: data.flatMap(item => textIn(item.name) ?? []),
    baseModels: [],
    evaluations: evaluations.items,
    sections: findSections(
      markdown,
      evaluations.items.length > 0 ? ['evaluation'] : [],
    ),
    markdown,
    problems: evaluations.problems,
  };
}

// 0.0.1 has one license as a text, 0.0.2 a list of objects.
function licensesIn(details: Fields) {
  return listIn(details.licenses ?? details.license).flatMap(license => {
    const { identifier, custom_text: text } = fieldsIn(license);
    const name = textIn(license) ?? textIn(identifier) ?? textIn(text);
    return name ? [{ name }] : [];
  });
}

function evaluationsIn(analysis: Fields): {
  items: CardEvaluation[];
  problems: string[];
} {
  const items: CardEvaluation[] = [];
  const problems: string[] = [];
  listIn(analysis.performance_metrics).forEach((measured, at) => {
    const {
      type,
      value,
      slice,
      confidence_interval: interval,
    } = fieldsIn(measured);
    const [metric, result, part] = [type, value, slice].map(textIn);
    const bounds = intervalIn(fieldsIn(interval));
    if (!metric || !result) {
      problems.push(
        `quantitative_analysis.performance_metrics[${at}] needs a 'type' and a 'value'`,
      );
      return;
    }
    items.push({
      metric,
      value: result,
      ...(part && { slice: part }),
      ...(bounds && { interval: bounds }),
      verified: false,
    });
  });
  return { items, problems };
}

function intervalIn(interval: Fields): string | undefined {
  const lower = textIn(interval.lower_bound);
  const upper = textIn(interval.upper_bound);
  return lower && upper ? `${lower} to ${upper}` : undefined;
}

function detailsText(details: Fields): string[] {
  const { name, date, diff } = fieldsIn(details.version);
  const version = [name, date, diff].flatMap(part => textIn(part) ?? []);
  return [
    ...section('Model description', [
      ...paragraphs([details.overview, details.documentation]),
      ...(version.length > 0 ? [`Version: ${version.join(', ')}`] : []),
    ]),
    ...section(
      'Contact',
      listIn(details.owners).flatMap(owner => {
        const { name: who, contact } = fieldsIn(owner);
        return bullet([who, contact]);
      }),
    ),
    ...section(
      'References',
      listIn(details.references).flatMap(item => {
        const reference = fieldsIn(item).reference ?? item;
        const link = linkIn(reference);
        return link ? [`- <${link}>`] : bullet([reference]);
      }),
    ),
  ];
}

function parametersText(parameters: Fields, data: Fields[]): string[] {
  const formats = [
    ['Input', parameters.input_format],
    ['Output', parameters.output_format],
  ].flatMap(([what, format]) => {
    const text = textIn(format);
    return text ? [`${what}: ${text}`] : [];
  });
  return [
    ...section('Architecture', [
      ...paragraphs([parameters.model_architecture]),
      ...formats,
    ]),
    ...section(
      'Training data',
      data.flatMap(item => bullet([item.name, item.description, item.link])),
    ),
  ];
}

function considerationsText(considerations: Fields): string[] {
  const listed = (value: unknown) =>
    listIn(value).flatMap(item =>
      bullet([textIn(item) ?? fieldsIn(item).description]),
    );
  return [
    ...section('Intended users', listed(considerations.users)),
    ...section('Use cases', listed(considerations.use_cases)),
    ...section('Limitations', listed(considerations.limitations)),
    ...section('Trade-offs', listed(considerations.tradeoffs)),
    ...section(
      'Ethical considerations',
      listIn(considerations.ethical_considerations).flatMap(item => {
        const { name, mitigation_strategy: answer } = fieldsIn(item);
        return bullet([name, answer]);
      }),
    ),
  ];
}

function section(title: string, blocks: readonly string[]): string[] {
  return blocks.length > 0 ? [`## ${title}`, blocks.join('\n\n')] : [];
}

function paragraphs(values: readonly unknown[]): string[] {
  return values.flatMap(value => textIn(value) ?? []);
}

function bullet(values: readonly unknown[]): string[] {
  const parts = paragraphs(values);
  return parts.length > 0 ? [`- ${parts.join(': ')}`] : [];
}
