import { ButtonIcon, VisuallyHidden } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';

const ACKNOWLEDGED_MS = 2_000;

/**
 * Copies a text, and says so.
 *
 * @param props - `label` says what is copied, e.g. `Copy the digest`.
 */
export function CopyButton(props: { text: string; label: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'refused'>();

  useEffect(() => {
    if (!outcome) {
      return undefined;
    }
    const timer = setTimeout(() => setOutcome(undefined), ACKNOWLEDGED_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = () =>
    navigator.clipboard.writeText(props.text).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    );

  return (
    <>
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={props.label}
        icon={
          outcome === 'copied' ? (
            <RiCheckLine size={14} />
          ) : (
            <RiFileCopyLine size={14} />
          )
        }
        onPress={copy}
      />
      <VisuallyHidden role="status">
        {outcome === 'copied' && 'Copied'}
        {outcome === 'refused' && 'The browser does not allow copying'}
      </VisuallyHidden>
    </>
  );
}
