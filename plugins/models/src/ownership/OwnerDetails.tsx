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
import { Link } from '@backstage/ui';
import { Fact, Facts } from '../frame';

const SHOWN_NAMES = 5;

/** Shows how to reach an owner, and who belongs to it. */
export function OwnerDetails(props: { owner: Entity }) {
  const { owner } = props;
  const email = contactOf(owner);
  const members = getEntityRelations(owner, RELATION_HAS_MEMBER);
  const groups = getEntityRelations(owner, RELATION_PARENT_OF);
  return (
    <Facts layout="rows">
      {email && (
        <Fact name="Contact">
          <Link href={`mailto:${email}`} variant="body-small">
            {email}
          </Link>
        </Fact>
      )}
      {members.length > 0 && (
        <Fact name="Members">
          <EntityRefLinks
            entityRefs={members.slice(0, SHOWN_NAMES)}
            hideIcons
          />
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
    </Facts>
  );
}

function contactOf(owner: Entity): string | undefined {
  return isGroupEntity(owner) || isUserEntity(owner)
    ? owner.spec.profile?.email
    : undefined;
}
