const { Duration, Stack } = require('aws-cdk-lib');
const ecr = require('aws-cdk-lib/aws-ecr');

class RegistryStack extends Stack {
  constructor(scope, id, props) {
    super(scope, id, props);

    // Neither scanned nor immutable, and it keeps every image for ever.
    this.orders = new ecr.Repository(this, 'Orders', { repositoryName: 'orders' });

    new ecr.Repository(this, 'Tools', {
      repositoryName: 'tools',
      imageScanOnPush: true,
      imageTagMutability: ecr.TagMutability.IMMUTABLE,
      lifecycleRules: [{ tagStatus: ecr.TagStatus.UNTAGGED, maxImageAge: Duration.days(365) }],
    });
  }
}

module.exports = { RegistryStack };
