import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarSpace,
} from '@backstage/core-components';
import {
  NavContentComponentProps,
  NavContentNavItem,
} from '@backstage/plugin-app-react';
import { CatalogSearchResultListItem } from '@backstage/plugin-catalog';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { SidebarSearchModal } from '@backstage/plugin-search';
import {
  Settings as SettingsItem,
  UserSettingsSignInAvatar,
} from '@backstage/plugin-user-settings';
import { ModelSearchResultListItem } from '@modelry/backstage-plugin-models/legacy';
import { RiMenuLine, RiSearchLine } from '@remixicon/react';
import { useCallback } from 'react';
import { SidebarBrand } from './SidebarBrand';

// The first that knows what was found shows it.
const FOUND = [
  <ModelSearchResultListItem key="model" />,
  <CatalogSearchResultListItem key="catalog" />,
];

/** What stands beside every page: search, the pages of all plugins, one's own. */
export function PortalSidebar({ navItems }: NavContentComponentProps) {
  const items = navItems.clone().withComponent(PageItem);
  // Reached from the page of an entity: on its own it has nothing to show.
  items.take('page:catalog-graph');
  // These three have entries of their own.
  items.take('page:search');
  items.take('page:notifications');
  items.take('page:user-settings');

  return (
    <Sidebar>
      <SidebarBrand />
      <SidebarGroup label="Search" icon={<RiSearchLine />} to="/search">
        <SidebarSearchModal resultItemComponents={FOUND} />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup label="Menu" icon={<RiMenuLine />}>
        {items.take('page:home')}
        {items.take('page:catalog')}
        {items.take('page:models')}
        {items.take('page:models/governance')}
        {items.take('page:models/monitoring')}
        {items.take('page:models/sources')}
        {items.rest({ sortBy: 'title' })}
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <NotificationsSidebarItem />
      <SidebarGroup
        label="Settings"
        icon={<UserSettingsSignInAvatar />}
        to="/settings"
      >
        <SettingsItem />
      </SidebarGroup>
    </Sidebar>
  );
}

// The governance board has an entry of its own, below the address of the models.
const HAS_OTHERS_BELOW = ['/models'];

function PageItem({ icon, href, title }: NavContentNavItem) {
  const Icon = useCallback(() => icon, [icon]);
  return (
    <SidebarItem
      icon={Icon}
      to={href}
      text={title}
      end={HAS_OTHERS_BELOW.includes(href)}
    />
  );
}
