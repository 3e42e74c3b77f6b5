import { Stack } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { DockerImageAsset } from 'aws-cdk-lib/aws-ecr-assets';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';

/** Services whose images are texts. */
export class LevelOneStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const repository = new ecr.Repository(this, 'Repository');
    const asset = new DockerImageAsset(this, 'Image', { directory: 'image' });

    new CfnService(this, 'Web', {
      sourceConfiguration: {
        imageRepository: { imageIdentifier: repository.repositoryUriForTag('latest'), imageRepositoryType: 'ECR' },
      },
    });
    new CfnService(this, 'WebAsset', {
      sourceConfiguration: { imageRepository: { imageIdentifier: asset.imageUri, imageRepositoryType: 'ECR' } },
    });
    new sagemaker.CfnModel(this, 'Model', {
      executionRoleArn: 'arn:aws:iam::111122223333:role/model',
      primaryContainer: { image: `${repository.repositoryUri}:trunk` },
    });
    new sagemaker.CfnModel(this, 'PinnedModel', {
      executionRoleArn: 'arn:aws:iam::111122223333:role/model',
      containers: [{ image: repository.repositoryUriForTag('2.0.0') }],
    });
    new CfnFunction(this, 'Function', {
      role: 'arn:aws:iam::111122223333:role/function',
      packageType: 'Image',
      code: { imageUri: repository.repositoryUriForTag() },
    });
  }
}
