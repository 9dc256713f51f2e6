import { EntityRefLink } from '@backstage/plugin-catalog-react';

const REF = /((?:user|group):[a-z0-9_.-]+\/[a-z0-9_.-]*[a-z0-9])/i;

/** Shows a text of the server with the people and groups in it by name. */
export function TextWithNames(props: { text: string }) {
  // Split by one group, every second part is what the group matched.
  const parts = props.text.split(REF);
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          <EntityRefLink key={`${index} ${part}`} entityRef={part} hideIcon />
        ) : (
          part
        ),
      )}
    </>
  );
}
