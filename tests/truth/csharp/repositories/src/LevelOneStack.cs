using System.Collections.Generic;
using System.Text.Json;
using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Constructs;

namespace Repositories
{
    /// <summary>The classes that are CloudFormation's own types.</summary>
    public class LevelOneStack : Stack
    {
        private const string Policy = @"{""rules"":[{""rulePriority"":1,""selection"":{""tagStatus"":""untagged"",
            ""countType"":""sinceImagePushed"",""countUnit"":""days"",""countNumber"":30},""action"":{""type"":""expire""}}]}";

        public LevelOneStack(Construct scope, string id) : base(scope, id)
        {
            new CfnRepository(this, "Bare");
            new CfnRepository(this, "Full", new CfnRepositoryProps
            {
                ImageTagMutability = "IMMUTABLE",
                ImageScanningConfiguration = new CfnRepository.ImageScanningConfigurationProperty { ScanOnPush = true },
                LifecyclePolicy = new CfnRepository.LifecyclePolicyProperty { LifecyclePolicyText = Policy },
            });
            new CfnRepository(this, "EmptyPolicy", new CfnRepositoryProps
            {
                LifecyclePolicy = new CfnRepository.LifecyclePolicyProperty { RegistryId = "111122223333" },
            });

            var assigned = new CfnRepository(this, "Assigned", new CfnRepositoryProps { ImageTagMutability = "MUTABLE" });
            assigned.ImageTagMutability = "IMMUTABLE";

            new CfnResource(this, "Raw", new CfnResourceProps
            {
                Type = "AWS::ECR::Repository",
                Properties = new Dictionary<string, object> { ["ImageTagMutability"] = "IMMUTABLE" },
            });
            // It has neither scanning nor mutability nor a lifecycle.
            new CfnPublicRepository(this, "Public");
        }
    }
}
