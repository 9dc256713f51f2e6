/** A model, as it was recorded of the registry. */
export const iris = {
  ...{ id: '1', name: 'iris', description: 'Iris model', state: 'LIVE' },
  ...{ createTimeSinceEpoch: '1709287882361', owner: 'ml-team' },
  customProperties: {},
};

/** A version of it, as it was recorded, with what ties it to its model. */
export const v1 = {
  ...{ id: '2', name: 'v1', description: 'Iris model version v1' },
  ...{ createTimeSinceEpoch: '1709287890365', customProperties: {} },
  ...{ lastUpdateTimeSinceEpoch: '1709287890365', registeredModelId: '1' },
};
