using System;
using Amazon.CDK;
using Amazon.CDK.AWS.ECS;
using Ecr = Amazon.CDK.AWS.ECR;
using Store = Amazon.CDK.AWS.S3.Bucket;
using static Amazon.CDK.AWS.ECR.TagMutability;

var app = new App();
var stack = new Stack(app, "Names");

new Ecr.Repository(stack, "ByNamespace", new Ecr.RepositoryProps { ImageTagMutability = IMMUTABLE });
new Amazon.CDK.AWS.ECR.Repository(stack, "ByFullName");
new global::Amazon.CDK.AWS.ECR.CfnRepository(stack, "Global");
new Store(stack, "ByType");
new CfnTaskDefinition(stack, "OfEcs", new CfnTaskDefinitionProps { Family = nameof(Ecr.Repository) });
new Mine.Repository(stack, "LookAlike");
new Console("Nothing");

namespace Mine
{
    public class Repository
    {
        public Repository(object scope, string id) { }
    }
}
