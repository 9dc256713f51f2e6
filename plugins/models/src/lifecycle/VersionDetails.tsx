import {
  Button,
  Dialog,
  DialogBody,
  DialogHeader,
  DialogTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import { ModelVersion } from '@modelry/backstage-plugin-models-common';
import { ReactNode } from 'react';
import { Fact, Facts, WebLink } from '../frame';
import { formatValue } from '../monitoring/describe';

/** Shows what a version was made with, on demand; nothing when nobody has told. */
export function VersionDetails(props: { version: ModelVersion }) {
  const { version, metrics = {}, parameters = {} } = props.version;
  const { origin, trainedBy, artifact } = props.version;
  const measured = Object.entries(metrics);
  const set = Object.entries(parameters);
  const isTold = Boolean(origin || trainedBy || artifact);
  if (!isTold && measured.length + set.length === 0) {
    return null;
  }
  return (
    <DialogTrigger>
      <Button
        size="small"
        variant="tertiary"
        aria-label={`Details of version ${version}`}
      >
        Details
      </Button>
      <Dialog width={560}>
        <DialogHeader>How version {version} was made</DialogHeader>
        <DialogBody>
          <Flex direction="column" gap="5">
            <MadeBy version={props.version} />
            <Part title="Metrics" isEmpty={measured.length === 0}>
              {measured.map(([name, value]) => (
                <Fact key={name} name={name}>
                  {formatValue(value, undefined) ?? value}
                </Fact>
              ))}
            </Part>
            <Part title="Parameters" isEmpty={set.length === 0}>
              {set.map(([name, value]) => (
                <Fact key={name} name={name}>
                  {value}
                </Fact>
              ))}
            </Part>
          </Flex>
        </DialogBody>
      </Dialog>
    </DialogTrigger>
  );
}

function MadeBy(props: { version: ModelVersion }) {
  const { origin, trainedBy, artifact } = props.version;
  return origin || trainedBy || artifact ? (
    <Facts layout="rows">
      {origin && (
        <Fact name="Made by">
          <Origin origin={origin} />
        </Fact>
      )}
      {trainedBy && <Fact name="Trained by">{trainedBy}</Fact>}
      {artifact && <Fact name="Artifact">{artifact.uri}</Fact>}
      {artifact?.format && <Fact name="Format">{artifact.format}</Fact>}
      {artifact?.storage && <Fact name="Storage">{artifact.storage}</Fact>}
    </Facts>
  ) : null;
}

function Origin({
  origin: { id, link },
}: {
  origin: NonNullable<ModelVersion['origin']>;
}) {
  return link ? <WebLink href={link}>{id}</WebLink> : <>{id}</>;
}

function Part(props: { title: string; isEmpty: boolean; children: ReactNode }) {
  return (
    <Flex direction="column" gap="2">
      <Text as="h3" weight="bold">
        {props.title}
      </Text>
      {props.isEmpty ? (
        <Text as="p" color="secondary">
          None was reported with it.
        </Text>
      ) : (
        <Facts layout="rows">{props.children}</Facts>
      )}
    </Flex>
  );
}
