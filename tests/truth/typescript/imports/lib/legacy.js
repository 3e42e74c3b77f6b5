const { Stack, aws_s3: s3 } = require('aws-cdk-lib');
const { Repository } = require('aws-cdk-lib').aws_ecr;

exports.LegacyStack = class LegacyStack extends Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    new Repository(this, 'Repository');
    new s3.Bucket(this, 'Artifacts');
  }
};
