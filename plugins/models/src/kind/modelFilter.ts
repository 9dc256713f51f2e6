/** Attaches an extension to the pages of models, and to no other. */
export const MODEL_FILTER = { kind: 'model' };
