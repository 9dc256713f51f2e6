import { Flex, Text } from '@backstage/ui';
import { ModelEntity } from '@modelry/backstage-plugin-models-common';
import { RiskTierBadge } from '../status';

/** Shows what policies judge a model by: its risk tier and what it is meant for. */
export function RiskAndUse(props: { entity: ModelEntity }) {
  const { riskTier, intendedUse } = props.entity.spec;
  if (!riskTier && !intendedUse) {
    return (
      <Text as="p" variant="body-small" color="secondary">
        The YAML of the model names neither a risk tier (spec.riskTier) nor an
        intended use (spec.intendedUse).
      </Text>
    );
  }
  return (
    <Flex direction="column" align="start" gap="2">
      {riskTier && <RiskTierBadge tier={riskTier} />}
      {intendedUse && (
        <Text as="p" variant="body-small" color="secondary">
          Meant for: {intendedUse}
        </Text>
      )}
    </Flex>
  );
}
