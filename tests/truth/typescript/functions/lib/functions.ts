import * as path from 'path';
import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

const DIGEST = 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const image = path.join(__dirname, '../image');

export class FunctionStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const repository = new ecr.Repository(this, 'Orders', { imageScanOnPush: true });

    new lambda.DockerImageFunction(this, 'Untagged', { code: lambda.DockerImageCode.fromEcr(repository) });
    new lambda.DockerImageFunction(this, 'Latest', {
      code: lambda.DockerImageCode.fromEcr(repository, { tagOrDigest: 'latest', cmd: ['index.handler'] }),
    });
    new lambda.DockerImageFunction(this, 'OldProp', {
      code: lambda.DockerImageCode.fromEcr(repository, { tag: 'dev' }),
    });
    new lambda.DockerImageFunction(this, 'Version', {
      code: lambda.DockerImageCode.fromEcr(repository, { tagOrDigest: '3.1.4' }),
    });
    new lambda.DockerImageFunction(this, 'Digest', {
      code: lambda.DockerImageCode.fromEcr(repository, { tagOrDigest: DIGEST }),
    });

    const container = { handler: lambda.Handler.FROM_IMAGE, runtime: lambda.Runtime.FROM_IMAGE };
    new lambda.Function(this, 'Code', {
      ...container,
      code: lambda.Code.fromEcrImage(repository, { tagOrDigest: 'qa' }),
    });
    new lambda.Function(this, 'CodeClass', { ...container, code: new lambda.EcrImageCode(repository) });
    new lambda.Function(this, 'CodePinned', {
      ...container,
      code: new lambda.EcrImageCode(repository, { tagOrDigest: '2024.11.3' }),
    });

    new lambda.DockerImageFunction(this, 'Asset', { code: lambda.DockerImageCode.fromImageAsset(image) });
    new lambda.Function(this, 'AssetCode', { ...container, code: lambda.Code.fromAssetImage(image) });
    new lambda.Function(this, 'AssetClass', { ...container, code: new lambda.AssetImageCode(image, {}) });

    // These are archives, not images.
    const node = { handler: 'index.handler', runtime: lambda.Runtime.NODEJS_20_X };
    new lambda.Function(this, 'Archive', { ...node, code: lambda.Code.fromAsset(path.join(__dirname, '../handler')) });
    new lambda.Function(this, 'Inline', { ...node, code: lambda.Code.fromInline('exports.handler = () => {};') });
  }
}
