import { Link } from '@backstage/ui';
import { ComponentProps, ReactNode } from 'react';
import { isWebLink } from './isWebLink';

/**
 * A link that somebody wrote or reported, to outside of the portal: it leads there only if
 * that is a web page, and is what it says otherwise.
 */
export function WebLink(props: {
  href: string;
  variant?: ComponentProps<typeof Link>['variant'];
  title?: string;
  children: ReactNode;
}) {
  const { href, children, ...look } = props;
  return isWebLink(href) ? (
    <Link {...look} href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </Link>
  ) : (
    <>{children}</>
  );
}
