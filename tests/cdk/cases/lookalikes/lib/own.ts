export class Repository {
  constructor(scope: unknown, id: string, props?: unknown) {}
}
export const ContainerImage = { fromEcrRepository: (repository: unknown, tag?: string) => tag };
