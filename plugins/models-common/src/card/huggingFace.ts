import { CardEvaluation, ModelCard } from './cardSchemas';
import { fieldsIn, linkIn, listIn, textIn, textsIn } from './declared';
import { splitFrontMatter } from './frontMatter';
import { findSections, firstHeading } from './sections';

/**
 * Reads a Hugging Face card: YAML before a Markdown text.
 *
 * @remarks
 *
 * Format: hub-docs, modelcard.md. Half of all cards stray from it; what cannot be read is
 * named in `problems`, and the rest is there.
 */
export function readHuggingFaceCard(document: string): ModelCard {
  const { fields, body, problem } = splitFrontMatter(document);
  const front = fieldsIn(fields);
  const evaluations = evaluationsIn(front['model-index']);
  const title = firstHeading(body);
  const [task] = textsIn(front.pipeline_tag);
  const [library] = textsIn(front.library_name);
  return {
    format: 'hugging-face',
    ...(title && { title }),
    licenses: licensesIn(front),
    languages: textsIn(front.language),
    tags: textsIn(front.tags),
    datasets: textsIn(front.datasets),
    baseModels: textsIn(front.base_model),
    ...(task && { task }),
    ...(library && { library }),
    evaluations: evaluations.items,
    sections: findSections(body, [
      ...(evaluations.items.length > 0 ? ['evaluation'] : []),
      ...(front.co2_eq_emissions ? ['environment'] : []),
    ]),
    markdown: body.trim(),
    problems: [...(problem ? [problem] : []), ...evaluations.problems],
  };
}

// `other` only says that the name and the link stand beside it.
function licensesIn(front: Readonly<Record<string, unknown>>) {
  const name = textIn(front.license_name);
  const link = linkIn(front.license_link);
  return textsIn(front.license).map(license => ({
    name: license === 'other' && name ? name : license,
    ...(link && { link }),
  }));
}

function evaluationsIn(modelIndex: unknown): {
  items: CardEvaluation[];
  problems: string[];
} {
  const items: CardEvaluation[] = [];
  const problems: string[] = [];
  const results = listIn(modelIndex).flatMap(model =>
    listIn(fieldsIn(model).results),
  );
  results.forEach((result, at) => {
    const fields = fieldsIn(result);
    listIn(fields.metrics).forEach((metric, metricAt) => {
      const evaluation = evaluationIn(fields, metric);
      if (evaluation) {
        items.push(evaluation);
      } else {
        problems.push(
          `model-index: result ${at + 1}, metric ${
            metricAt + 1
          } needs a 'type' (or 'name') and a 'value'`,
        );
      }
    });
  });
  return { items, problems };
}

function evaluationIn(
  result: Readonly<Record<string, unknown>>,
  measured: unknown,
): CardEvaluation | undefined {
  const metric = fieldsIn(measured);
  const [task, dataset, source] = [
    fieldsIn(result.task),
    fieldsIn(result.dataset),
    fieldsIn(result.source),
  ];
  const name = textIn(metric.name) ?? textIn(metric.type);
  const value = valueIn(metric.value);
  if (!name || !value) {
    return undefined;
  }
  const onDataset = textIn(dataset.name) ?? textIn(dataset.type);
  const onTask = textIn(task.name) ?? textIn(task.type);
  const slice = [textIn(dataset.config), textIn(dataset.split)]
    .flatMap(part => part ?? [])
    .join(', ');
  const link = linkIn(source.url);
  return {
    metric: name,
    value,
    ...(onTask && { task: onTask }),
    ...(onDataset && { dataset: onDataset }),
    ...(slice && { slice }),
    verified: textIn(metric.verified) === 'true',
    ...(link && { source: link }),
  };
}

// A metric by class is a list or an object, which is shown as it is.
function valueIn(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null
    ? JSON.stringify(value)
    : textIn(value);
}
