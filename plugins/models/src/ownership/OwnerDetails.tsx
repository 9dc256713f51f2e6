import {
  Entity,
  RELATION_HAS_MEMBER,
  RELATION_PARENT_OF,
  getCompoundEntityRef,
  isGroupEntity,
  isUserEntity,
} from '@backstage/catalog-model';
import {
  EntityRefLink,
  EntityRefLinks,
  getEntityRelations,
} from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

const SHOWN_NAMES = 5;

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    columnGap: 'var(--bui-space-4)',
    rowGap: 'var(--bui-space-2)',
    margin: 0,
  },
  value: { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
});

/** Shows how to reach an owner, and who belongs to it. */
export function OwnerDetails(props: { owner: Entity }) {
  const { owner } = props;
  const classes = useStyles();
  const email = contactOf(owner);
  const members = getEntityRelations(owner, RELATION_HAS_MEMBER);
  const groups = getEntityRelations(owner, RELATION_PARENT_OF);
  return (
    <dl className={classes.facts}>
      {email && (
        <Fact name="Contact">
          <Link href={`mailto:${email}`} variant="body-small">
            {email}
          </Link>
        </Fact>
      )}
      {members.length > 0 && (
        <Fact name="Members">
          <EntityRefLinks entityRefs={members.slice(0, SHOWN_NAMES)} hideIcons />
          {members.length > SHOWN_NAMES && (
            <>
              {' '}
              <EntityRefLink entityRef={getCompoundEntityRef(owner)}>
                and {members.length - SHOWN_NAMES} more
              </EntityRefLink>
            </>
          )}
        </Fact>
      )}
      {groups.length > 0 && (
        <Fact name="Groups in it">
          <EntityRefLinks entityRefs={groups.slice(0, SHOWN_NAMES)} hideIcons />
        </Fact>
      )}
      {!email && members.length === 0 && groups.length === 0 && (
        <Fact name="Contact">
          The catalog knows no e-mail address and no members
        </Fact>
      )}
    </dl>
  );
}

function Fact(props: { name: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <>
      <Text as="div" variant="body-small" color="secondary">
        <dt>{props.name}</dt>
      </Text>
      <Text as="div" variant="body-small">
        <dd className={classes.value}>{props.children}</dd>
      </Text>
    </>
  );
}

function contactOf(owner: Entity): string | undefined {
  return isGroupEntity(owner) || isUserEntity(owner)
    ? owner.spec.profile?.email
    : undefined;
}
