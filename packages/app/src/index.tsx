import '@backstage/cli/asset-types';
import '@backstage/ui/css/styles.css';
import './contrast.css';
import './tables.css';
import { createRoot } from 'react-dom/client';
import { createPortal } from './createPortal';

const root = document.getElementById('root');
if (!root) {
  throw new Error('index.html has no element with the id "root"');
}
createRoot(root).render(createPortal());
