import { describeRegistryTrouble, standsIn } from '@internal/test-utils';
import { BridgeStandIn } from './__testUtils__/BridgeStandIn';
import { fromBridge, startBridge } from './__testUtils__/startBridge';

const bridge = standsIn(new BridgeStandIn());

describeRegistryTrouble({
  standIn: bridge,
  start: options => startBridge({ url: bridge.url, ...options }),
  ...{ brought: fromBridge, knowsTimes: false },
  fill: models => {
    bridge.documents = Object.fromEntries(
      models.map(({ name }, at) => [
        `/${encodeURIComponent(name)}/1/${at}`,
        {
          models: [
            { name, owner: 'anna', description: name, lifecycle: 'production' },
          ],
        },
      ]),
    );
  },
  isLater: ({ url }) => url !== '/list',
});
