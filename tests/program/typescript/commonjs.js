const cdk = require('aws-cdk-lib');
const { Stack, aws_ecr: ecr, ...others } = require('aws-cdk-lib');
const { aws_ecs: { ContainerImage }, Duration = null } = require("aws-cdk-lib");
const { ServiceStack } = require('./service').stacks;
var notThis = require(`./${cdk}`);
class OrdersStack extends Stack {
  constructor(scope, id, props = {}) {
    super(scope, id, props);
    new ecr.Repository(this, 'Repo');
  }
}
exports.tag = 'v1';
module.exports.count = 3;
module.exports = { OrdersStack, image: 'orders', ...require('./more') };
