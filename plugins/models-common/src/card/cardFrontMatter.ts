import { stringify } from 'yaml';
import { CardEvaluation, ModelCard } from './cardSchemas';

/**
 * Writes what stands before the text of a Hugging Face card.
 *
 * @param options - `title` names the model in `model-index`; `tags` are those of the
 *   entity.
 */
export function writeFrontMatter(options: {
  title: string;
  tags: readonly string[];
  card: ModelCard | undefined;
}): string {
  const { title, card } = options;
  const results = (card?.evaluations ?? []).flatMap(resultOf);
  const tags = [...new Set([...options.tags, ...(card?.tags ?? [])])];
  const fields = Object.entries({
    ...licenseOf(card),
    language: card?.languages,
    tags,
    datasets: card?.datasets,
    base_model: card?.baseModels,
    pipeline_tag: card?.task,
    library_name: card?.library,
    'model-index': results.length > 0 ? [{ name: title, results }] : [],
  }).filter(([, value]) => value !== undefined && value.length > 0);
  return fields.length === 0
    ? ''
    : `---\n${stringify(Object.fromEntries(fields), { lineWidth: 0 })}---\n`;
}

// The format has room for the name and the link of one license only.
function licenseOf(card: ModelCard | undefined): Record<string, string> {
  const [first, ...others] = card?.licenses ?? [];
  if (!first) {
    return {};
  }
  const { name, link } = first;
  const isKnownName = /^[a-z0-9][a-z0-9.-]*$/.test(name);
  return others.length > 0 || (isKnownName && !link)
    ? { license: [first, ...others].map(license => license.name).join(', ') }
    : {
        license: isKnownName ? name : 'other',
        ...(!isKnownName && { license_name: name }),
        ...(link && { license_link: link }),
      };
}

// The format knows no result without a task and a dataset: those are in the text alone.
function resultOf(evaluation: CardEvaluation) {
  const { metric, value, task, dataset, slice, source } = evaluation;
  return task && dataset
    ? [
        {
          task: { type: task },
          dataset: {
            type: dataset,
            name: dataset,
            ...(slice && { split: slice }),
          },
          metrics: [{ type: metric, value }],
          ...(source && { source: { url: source } }),
        },
      ]
    : [];
}
