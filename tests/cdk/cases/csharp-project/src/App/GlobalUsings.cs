global using Amazon.CDK;
global using Amazon.CDK.AWS.ECR;
global using static Company.App.Config.Defaults;
