import { Text } from '@backstage/ui';
import { ModelVersion } from '@modelry/backstage-plugin-models-common';
import { WebLink } from '../frame';

/** Names a version, with a link to where it lives when that is known. */
export function VersionName(props: {
  version: Pick<ModelVersion, 'version' | 'link'>;
}) {
  const { version, link } = props.version;
  const name = (
    <Text truncate title={version} style={{ display: 'block' }}>
      {version}
    </Text>
  );
  return link ? <WebLink href={link}>{name}</WebLink> : name;
}
