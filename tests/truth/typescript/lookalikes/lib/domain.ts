/** Classes of this app that are called like those of CDK and are something else. */
export class Repository {
  constructor(readonly owner: unknown, readonly name: string, readonly options: { imageScanOnPush?: boolean } = {}) {}

  addLifecycleRule(rule: object) {
    return rule;
  }
}

export class ContainerImage {
  static fromRegistry(name: string) {
    return name;
  }

  static fromEcrRepository(repository: Repository, tag = 'latest') {
    return `${repository.name}:${tag}`;
  }

  static fromAsset(directory: string) {
    return directory;
  }
}

export const ecr = { Repository, CfnRepository: Repository };
export const s3 = { Bucket: Repository };
