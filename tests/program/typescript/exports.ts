export const tag = 'latest', { a, b: c } = { a: 1, b: 2 };
export let count = 0;
export function image(name: string) { return name + ':' + tag; }
export class Store {}
export enum Stage { Dev }
export interface Props { tag: string }
export type Name = string;
export declare const elsewhere: string;
const local = 1;
export { local, local as renamed, local as 'odd name' };
export { Construct, default as Other, aws_ecr as ecr } from './barrel';
export * from './all';
export * as everything from './everything';
export type { Settings } from './settings';
export default class App extends Store {}
