import { Flex, Text } from '@backstage/ui';
import { UnsanctionedDeployment } from '@modelry/backstage-plugin-models-common';
import { RiShieldCrossLine } from '@remixicon/react';
import { StatusBadge } from '../status';

const UNSANCTIONED = {
  label: 'Not signed off',
  tone: 'danger',
  icon: RiShieldCrossLine,
} as const;

/**
 * Says that a deployment runs a version that lacks sign-offs, and which.
 *
 * @param props - `isRoomy` says whether the missing ones are named, or shown on hover only.
 */
export function UnsanctionedFlag(props: {
  deployment: UnsanctionedDeployment;
  isRoomy: boolean;
}) {
  const missing = `Missing: ${props.deployment.missing.join(', ')}`;
  return (
    <Flex direction="column" align="start" gap="1">
      <StatusBadge presentation={UNSANCTIONED} detail={missing} />
      {props.isRoomy && (
        <Text variant="body-small" color="secondary">
          {missing}
        </Text>
      )}
    </Flex>
  );
}
