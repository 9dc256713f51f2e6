export { fleetExtensions } from './extensions';
export { ModelIcon } from './ModelIcon';
export { modelsCatalogModule, modelsGraphModule } from './modules';
