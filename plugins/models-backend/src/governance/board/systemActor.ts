/** Who acts when nobody does. */
export const SYSTEM_ACTOR = 'modelry';
