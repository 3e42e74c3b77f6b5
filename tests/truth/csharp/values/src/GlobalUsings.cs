global using Amazon.CDK;
global using Amazon.CDK.AWS.ECR;
global using Amazon.CDK.AWS.ECS;
global using Constructs;
