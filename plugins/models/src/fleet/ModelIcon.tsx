import { createSvgIcon } from '@material-ui/core/utils';

/**
 * Stands for the kind `Model` in links, tables and the catalog graph.
 *
 * @remarks
 *
 * The graph places it with the attributes of an SVG element, which only an icon of
 * Material UI hands through, and colours it by its fill: it has no strokes.
 *
 * @public
 */
export const ModelIcon = createSvgIcon(
  <g>
    <polygon points="4.5,7.1 5.5,5.9 19.5,16.9 18.5,18.1" />
    <polygon points="5.5,18.1 4.5,16.9 18.5,5.9 19.5,7.1" />
    <rect x="4.2" y="6.5" width="1.6" height="11" />
    <rect x="18.2" y="6.5" width="1.6" height="11" />
    <circle cx="5" cy="6.5" r="2.6" />
    <circle cx="5" cy="17.5" r="2.6" />
    <circle cx="12" cy="12" r="3" />
    <circle cx="19" cy="6.5" r="2.6" />
    <circle cx="19" cy="17.5" r="2.6" />
  </g>,
  'Model',
);
