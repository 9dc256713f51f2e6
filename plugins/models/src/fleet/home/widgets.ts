const LAYOUT = {
  width: { minColumns: 3, defaultColumns: 6 },
  height: { minRows: 3, defaultRows: 8 },
};

/** What a home page is told of the widget about sign-offs. */
export const WAITING_WIDGET = {
  name: 'ModelsWaitingForMySignOff',
  title: 'Waiting for my sign-off',
  description: 'Sign-offs of models that wait for you, the longest first',
  layout: LAYOUT,
};

/** What a home page is told of the widget about one's own models. */
export const HEALTH_WIDGET = {
  name: 'MyModelsHealth',
  title: "My models' health",
  description: 'How the models do that you or a group of yours owns',
  layout: LAYOUT,
};
