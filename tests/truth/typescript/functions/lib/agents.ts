import { Stack } from 'aws-cdk-lib';
import * as agentcore from 'aws-cdk-lib/aws-bedrockagentcore';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';

export class AgentStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const repository = ecr.Repository.fromRepositoryName(this, 'Repository', 'agent');

    new agentcore.Runtime(this, 'Untagged', {
      runtimeName: 'untagged',
      agentRuntimeArtifact: agentcore.AgentRuntimeArtifact.fromEcrRepository(repository),
    });
    new agentcore.Runtime(this, 'Pinned', {
      runtimeName: 'pinned',
      agentRuntimeArtifact: agentcore.AgentRuntimeArtifact.fromEcrRepository(repository, '1.8.2'),
    });
    new agentcore.Runtime(this, 'Uri', {
      runtimeName: 'uri',
      agentRuntimeArtifact: agentcore.AgentRuntimeArtifact.fromImageUri(
        '111122223333.dkr.ecr.eu-west-1.amazonaws.com/agent:latest'),
    });
    new agentcore.Runtime(this, 'Asset', {
      runtimeName: 'asset',
      agentRuntimeArtifact: agentcore.AgentRuntimeArtifact.fromAsset('image'),
    });
    // An archive, not an image.
    new agentcore.Runtime(this, 'Archive', {
      runtimeName: 'archive',
      agentRuntimeArtifact: agentcore.AgentRuntimeArtifact.fromCodeAsset({
        path: 'handler',
        runtime: agentcore.AgentCoreRuntime.PYTHON_3_13,
        entrypoint: ['main.py'],
      }),
    });
  }
}
