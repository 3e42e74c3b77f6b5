const cdk = require('aws-cdk-lib');
const { FargateTaskDefinition, ContainerImage: Image } = require('aws-cdk-lib/aws-ecs');
const ecr = require('aws-cdk-lib/aws-ecr');

class RequireStack extends cdk.Stack {
  constructor(scope, id) {
    super(scope, id);
    const repository = new ecr.Repository(this, 'Repository', { imageTagMutability: 'IMMUTABLE' });
    const task = new FargateTaskDefinition(this, 'Task');
    task.addContainer('app', { image: Image.fromEcrRepository(repository, 'latest') });
  }
}

module.exports = { RequireStack };
