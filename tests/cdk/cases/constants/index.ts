export * from './images';
export { default as cache } from './images';
