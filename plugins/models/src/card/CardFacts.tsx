import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { CardAnswer, ModelCard } from '@modelry/backstage-plugin-models-common';
import { Fragment, ReactNode } from 'react';
import { Fact, Facts, WebLink } from '../frame';

const FORMATS: Record<ModelCard['format'], string> = {
  'hugging-face': 'Hugging Face model card',
  'google-model-card': 'Model Card Toolkit (Google)',
};

/** Shows what a card states in its fields. */
export function CardFacts(props: {
  card: ModelCard;
  known: CardAnswer['known'];
}) {
  const { card, known } = props;
  const named = (names: readonly string[]) =>
    listed(names, name => <Named name={name} known={known} />);
  const facts: Array<[string, ReactNode]> = [
    [
      'License',
      listed(card.licenses, ({ name, link }) =>
        link ? <WebLink href={link}>{name}</WebLink> : name,
      ) ?? 'Not stated',
    ],
    ['Task', card.task],
    ['Library', card.library],
    ['Base model', named(card.baseModels)],
    ['Datasets', named(card.datasets)],
    ['Languages', listed(card.languages, name => name)],
    ['Tags', listed(card.tags, name => name)],
    ['Format', FORMATS[card.format]],
  ];
  return (
    <Facts layout="columns">
      {facts.map(
        ([name, value]) =>
          value && (
            <Fact key={name} name={name}>
              {value}
            </Fact>
          ),
      )}
    </Facts>
  );
}

function Named(props: { name: string; known: CardAnswer['known'] }) {
  const { name, known } = props;
  const entity = known.find(item => item.name === name);
  return entity ? (
    <EntityRefLink entityRef={entity.entityRef} title={name} />
  ) : (
    <>{name}</>
  );
}

function listed<T>(
  items: readonly T[],
  show: (item: T) => ReactNode,
): ReactNode | undefined {
  return items.length === 0
    ? undefined
    : items.map((item, index) => (
        <Fragment key={index}>
          {index > 0 && ', '}
          {show(item)}
        </Fragment>
      ));
}
