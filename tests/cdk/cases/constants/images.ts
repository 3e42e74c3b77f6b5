const NAME = 'acme/app';
export const IMAGE = `${NAME}:latest`;
export enum Tag { Moving = 'stable', Fixed = '1.2.3' }
export const tagOf = (stage: string) => (stage === 'prod' ? Tag.Fixed : Tag.Moving);
export default { image: 'redis:7' };
