export { HardenedRepository } from './hardened';
export { Repositories as ServiceRepositories, type RepositoriesProps } from './repositories';
