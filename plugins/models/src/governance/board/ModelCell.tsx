import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Cell, Flex, Link, Text } from '@backstage/ui';
import { RiskTier } from '@modelry/backstage-plugin-models-common';
import { RiskTierBadge } from '../../status';
import { useGovernanceLink } from './useGovernanceLink';

/** What every row of the board says of its model. */
export interface BoardModel {
  modelRef: string;
  title: string;
  owner?: string;
  system?: string;
  riskTier?: RiskTier;
}

/** Names a model, and leads to its sign-offs. */
export function ModelLink(props: { model: BoardModel; version?: string }) {
  const { model, version } = props;
  const linkTo = useGovernanceLink();
  return (
    <Link href={linkTo(model.modelRef, version)} weight="bold">
      {model.title}
    </Link>
  );
}

/** Says who owns a model and how risky it is. */
export function ModelLine(props: { model: BoardModel }) {
  const { owner, riskTier } = props.model;
  return (
    <Flex align="center" gap="1" style={{ flexWrap: 'wrap' }}>
      {riskTier && <RiskTierBadge tier={riskTier} />}
      <Text as="span" variant="body-small" color="secondary">
        {owner ? (
          <EntityRefLink entityRef={owner} hideIcon />
        ) : (
          'Nobody owns it'
        )}
      </Text>
    </Flex>
  );
}

/** A cell of a table that shows a model. */
export function ModelCell(props: { model: BoardModel; version?: string }) {
  return (
    <Cell>
      <Flex direction="column" align="start" gap="1">
        <ModelLink {...props} />
        <ModelLine model={props.model} />
      </Flex>
    </Cell>
  );
}
