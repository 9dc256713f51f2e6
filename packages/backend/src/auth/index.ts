export { authModuleDevelopment as default } from './authModuleDevelopment';
