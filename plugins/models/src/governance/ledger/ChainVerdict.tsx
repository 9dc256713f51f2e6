import { Alert, Flex, Text } from '@backstage/ui';
import { RiLinksLine } from '@remixicon/react';
import { VerifiedLedger } from './useLedger';

/** Says whether a ledger is as it was written. */
export function ChainVerdict(props: { ledger: VerifiedLedger }) {
  const { entries, isCut, broken } = props.ledger;
  if (broken) {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={`The ledger is broken at entry ${broken.sequence}`}
        description={`${broken.reason}. Entries before it are as they were written. Tell who runs your portal, and compare with an export that was kept.`}
      />
    );
  }
  return (
    <Flex align="center" gap="2">
      <RiLinksLine size={16} aria-hidden />
      <Text as="p" variant="body-small" role="status">
        {`Verified here in the browser: ${
          isCut
            ? `the first ${entries.length} entries`
            : countAll(entries.length)
        } as written, and each follows from the one before it.`}
      </Text>
    </Flex>
  );
}

function countAll(length: number): string {
  return length === 1 ? 'the one entry is' : `all ${length} entries are`;
}
