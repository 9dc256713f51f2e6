import { Alert, Flex, Text } from '@backstage/ui';
import { CardAnswer, ModelCard } from '@modelry/backstage-plugin-models-common';
import { InfoCard, Loaded } from '../frame';
import { VersionPicker } from '../governance/VersionPicker';
import { useModelEntity } from '../kind/useModelEntity';
import { useAskedVersion } from '../lifecycle/useAskedVersion';
import { Actor } from '../ownership/Actor';
import { RelativeTime } from '../status';
import { CardExports } from './CardExports';
import { CardFacts } from './CardFacts';
import { CardText } from './CardText';
import { Evaluations } from './Evaluations';
import { MissingSections } from './MissingSections';
import { NoCard } from './NoCard';
import { useModelCard } from './useModelCard';

/** Shows the model card: what it states, what it lacks, and its text. */
export function CardTab() {
  const { modelRef } = useModelEntity();
  const { asked, choose } = useAskedVersion();
  const answer = useModelCard(modelRef, asked);
  const version = asked ?? answer.data?.version;
  const card = answer.data?.card;
  return (
    <Flex direction="column" gap="4">
      <InfoCard
        title="Model card"
        headerActions={<CardExports modelRef={modelRef} version={asked} />}
      >
        <Flex direction="column" gap="4">
          {version !== undefined && (
            <VersionPicker
              modelRef={modelRef}
              version={version}
              onChange={choose}
            />
          )}
          <Loaded what="the model card" loadable={answer} lines={8}>
            {data => (data.declared ? <Summary answer={data} /> : <NoCard />)}
          </Loaded>
        </Flex>
      </InfoCard>
      {card && card.evaluations.length > 0 && (
        <InfoCard title="Evaluation results">
          <Evaluations evaluations={card.evaluations} />
        </InfoCard>
      )}
      {card?.markdown && (
        <InfoCard title="Text">
          <CardText markdown={card.markdown} location={answer.data?.location} />
        </InfoCard>
      )}
    </Flex>
  );
}

function Summary(props: { answer: CardAnswer }) {
  const { card, problem, known } = props.answer;
  return (
    <Flex direction="column" gap="4">
      {problem && (
        <Alert
          status={card ? 'warning' : 'danger'}
          role="status"
          icon
          title={
            card
              ? 'This may be out of date: the card could not be read again'
              : 'The card cannot be shown'
          }
          description={problem}
        />
      )}
      {card && <Problems card={card} />}
      {card && <CardFacts card={card} known={known} />}
      {card && <MissingSections sections={card.sections} />}
      <Origin answer={props.answer} />
    </Flex>
  );
}

function Problems(props: { card: ModelCard }) {
  const { problems } = props.card;
  return problems.length === 0 ? null : (
    <Alert
      status="warning"
      role="status"
      icon
      title="Part of the card could not be read"
      description={problems.join('; ')}
    />
  );
}

function Origin(props: { answer: CardAnswer }) {
  const { location, readAt, reported, version } = props.answer;
  return (
    <Text variant="body-small" color="secondary">
      {reported ? (
        <>
          Card of version {version}, reported by <Actor actor={reported.by} />{' '}
          <RelativeTime at={reported.at} />
        </>
      ) : (
        <>
          {version !== undefined &&
            `Version ${version} has no card of its own; this is that of the model. `}
          From {location}
          {readAt && (
            <>
              , read <RelativeTime at={readAt} />
            </>
          )}
        </>
      )}
    </Text>
  );
}
