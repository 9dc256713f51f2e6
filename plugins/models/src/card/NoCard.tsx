import { Text } from '@backstage/ui';
import { Link } from '@backstage/core-components';
import { CARD_SECTIONS_SOURCE } from '@modelry/backstage-plugin-models-common';
import { CodeBlock, EmptyState } from '../frame';

const EXAMPLE = ['spec:', '  card: ./MODEL_CARD.md'].join('\n');

/** Says that the model names no card, and how to give it one. */
export function NoCard() {
  return (
    <EmptyState title="This model has no card">
      <Text as="p" color="secondary">
        Write one beside the catalog file, as the{' '}
        <Link to={CARD_SECTIONS_SOURCE.link}>{CARD_SECTIONS_SOURCE.title}</Link>{' '}
        says, and name it in the entity. The address of a card elsewhere, or of
        the JSON of Google's Model Card Toolkit, works as well. A card of a
        single version is reported with it, as <code>card</code>.
      </Text>
      <CodeBlock code={EXAMPLE} label="entity" />
    </EmptyState>
  );
}
