import { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as agentcore from 'aws-cdk-lib/aws-bedrockagentcore';
import { CfnApplicationVersion } from 'aws-cdk-lib/aws-elasticbeanstalk';
import { CfnEnvironment } from 'aws-cdk-lib/aws-mwaa';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as synthetics from 'aws-cdk-lib/aws-synthetics';
import { Construct } from 'constructs';

/** Code and definitions of other services. */
export class ElsewhereStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const definitions = new s3.Bucket(this, 'Definitions');
    new apigateway.SpecRestApi(this, 'Api', {
      apiDefinition: apigateway.ApiDefinition.fromBucket(definitions, 'api.json'),
    });

    // What a canary writes into a bucket of its own are results.
    const canaries = new s3.Bucket(this, 'Canaries');
    new synthetics.Canary(this, 'Canary', {
      runtime: synthetics.Runtime.SYNTHETICS_NODEJS_PUPPETEER_9_1,
      test: synthetics.Test.custom({
        code: synthetics.Code.fromBucket(canaries, 'canary.zip'),
        handler: 'index.handler',
      }),
    });

    const bundles = new s3.Bucket(this, 'Bundles');
    new CfnApplicationVersion(this, 'Version', {
      applicationName: 'shop',
      sourceBundle: { s3Bucket: bundles.bucketName, s3Key: 'shop.zip' },
    });

    const flows = new s3.Bucket(this, 'Flows');
    new CfnEnvironment(this, 'Airflow', { name: 'airflow', sourceBucketArn: flows.bucketArn });

    const agents = new s3.Bucket(this, 'Agents');
    new agentcore.Runtime(this, 'Agent', {
      runtimeName: 'agent',
      agentRuntimeArtifact: agentcore.AgentRuntimeArtifact.fromS3(
        { bucketName: agents.bucketName, objectKey: 'agent.zip' },
        agentcore.AgentCoreRuntime.PYTHON_3_13,
        ['main.py']),
    });
  }
}
