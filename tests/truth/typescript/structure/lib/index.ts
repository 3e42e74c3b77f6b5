export { default } from './cluster';
export * from './registry';
