import { Link, useSidebarOpenState } from '@backstage/core-components';
import { Mark } from '../brand/Mark';
import styles from './SidebarBrand.module.css';

/** The way home: the mark, and the name when the sidebar is open. */
export function SidebarBrand() {
  const { isOpen } = useSidebarOpenState();
  return (
    <Link
      to="/"
      underline="none"
      aria-label="Aldermoor Portal, home"
      className={styles.brand}
    >
      <Mark size={32} />
      {isOpen && (
        <span className={styles.name}>
          Aldermoor
          <span className={styles.kind}>Portal</span>
        </span>
      )}
    </Link>
  );
}
