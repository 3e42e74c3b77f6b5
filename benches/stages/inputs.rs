//! Inputs of any size, written here: the same line of the same kind, often enough.

use std::fmt::Write;
use std::sync::Arc;

/// A template in YAML of so many repositories, task definitions and buckets.
pub(crate) fn yaml(resources: usize) -> Arc<str> {
    let mut text = String::from(
        "AWSTemplateFormatVersion: '2010-09-09'\nParameters:\n  Tag:\n    Type: String\n    Default: '1.4.2'\nResources:\n",
    );
    for number in 0..resources {
        let _ = match number % 3 {
            0 => write!(
                text,
                "  Repository{number}:\n    Type: AWS::ECR::Repository\n    Properties:\n      \
                 RepositoryName: orders-{number}\n      ImageScanningConfiguration:\n        ScanOnPush: true\n"
            ),
            1 => write!(
                text,
                "  Task{number}:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      Family: orders-{number}\n      \
                 ContainerDefinitions:\n        - Name: web\n          \
                 Image: !Sub '${{AWS::AccountId}}.dkr.ecr.eu-west-1.amazonaws.com/orders-{number}:${{Tag}}'\n"
            ),
            _ => write!(
                text,
                "  Bucket{number}:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: artifacts-{number}\n      \
                 VersioningConfiguration:\n        Status: Enabled\n"
            ),
        };
    }
    text.into()
}

/// The same template in JSON.
pub(crate) fn json(resources: usize) -> Arc<str> {
    let resource = |number: usize| match number % 3 {
        0 => (
            format!("Repository{number}"),
            serde_json::json!({ "Type": "AWS::ECR::Repository", "Properties": {
                "RepositoryName": format!("orders-{number}"), "ImageScanningConfiguration": { "ScanOnPush": true } } }),
        ),
        1 => (
            format!("Task{number}"),
            serde_json::json!({ "Type": "AWS::ECS::TaskDefinition", "Properties": {
                "Family": format!("orders-{number}"),
                "ContainerDefinitions": [{ "Name": "web", "Image": { "Fn::Sub":
                    format!("${{AWS::AccountId}}.dkr.ecr.eu-west-1.amazonaws.com/orders-{number}:${{Tag}}") } }] } }),
        ),
        _ => (
            format!("Bucket{number}"),
            serde_json::json!({ "Type": "AWS::S3::Bucket", "Properties": {
                "BucketName": format!("artifacts-{number}"), "VersioningConfiguration": { "Status": "Enabled" } } }),
        ),
    };
    let resources: serde_json::Map<String, serde_json::Value> = (0..resources).map(resource).collect();
    let template = serde_json::json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Parameters": { "Tag": { "Type": "String", "Default": "1.4.2" } },
        "Resources": resources,
    });
    format!("{template:#}").into()
}

/// A program of CDK with so many repositories, and where it is stored.
pub(crate) fn program(language: &str, constructs: usize) -> (&'static str, Arc<str>) {
    let repeat = |line: &dyn Fn(usize) -> String| (0..constructs).map(line).collect::<String>();
    let (path, text) = match language {
        "typescript" => {
            let lines = repeat(&|n| {
                format!(
                    "    new ecr.Repository(this, 'Repo{n}', {{ repositoryName: 'orders-{n}', imageScanOnPush: true }});\n"
                )
            });
            let head = "import { App, Stack, aws_ecr as ecr } from 'aws-cdk-lib';\nclass Orders extends Stack {\n  \
                        constructor(scope: App, id: string) {\n    super(scope, id);\n";
            ("app.ts", format!("{head}{lines}  }}\n}}\nnew Orders(new App(), 'Orders');\n"))
        }
        "python" => {
            let lines = repeat(&|n| {
                format!(
                    "        ecr.Repository(self, 'Repo{n}', repository_name='orders-{n}', image_scan_on_push=True)\n"
                )
            });
            let head = "from aws_cdk import App, Stack, aws_ecr as ecr\nclass Orders(Stack):\n    \
                        def __init__(self, scope, id):\n        super().__init__(scope, id)\n";
            ("app.py", format!("{head}{lines}\nOrders(App(), 'Orders')\n"))
        }
        "java" => {
            let lines = repeat(&|n| {
                format!(
                    "        Repository.Builder.create(this, \"Repo{n}\").repositoryName(\"orders-{n}\").imageScanOnPush(true).build();\n"
                )
            });
            let head = "import software.amazon.awscdk.App;\nimport software.amazon.awscdk.Stack;\n\
                        import software.amazon.awscdk.services.ecr.Repository;\npublic class Orders extends Stack {\n    \
                        public Orders(App scope, String id) {\n        super(scope, id);\n";
            let main = "    }\n    public static void main(String[] args) { new Orders(new App(), \"Orders\"); }\n}\n";
            ("Orders.java", format!("{head}{lines}{main}"))
        }
        "csharp" => {
            let lines = repeat(&|n| {
                format!(
                    "            new Repository(this, \"Repo{n}\", new RepositoryProps {{ RepositoryName = \"orders-{n}\", ImageScanOnPush = true }});\n"
                )
            });
            let head = "using Amazon.CDK;\nusing Amazon.CDK.AWS.ECR;\nnamespace Shop {\n    class Orders : Stack {\n        \
                        internal Orders(App scope, string id) : base(scope, id) {\n";
            let main = "        }\n        public static void Main(string[] args) { new Orders(new App(), \"Orders\"); }\n    }\n}\n";
            ("Orders.cs", format!("{head}{lines}{main}"))
        }
        _ => {
            let lines = repeat(&|n| {
                format!(
                    "\tawsecr.NewRepository(stack, jsii.String(\"Repo{n}\"), &awsecr.RepositoryProps{{RepositoryName: jsii.String(\"orders-{n}\"), ImageScanOnPush: jsii.Bool(true)}})\n"
                )
            });
            let head = "package main\nimport (\n\t\"github.com/aws/aws-cdk-go/awscdk/v2\"\n\t\
                        \"github.com/aws/aws-cdk-go/awscdk/v2/awsecr\"\n\t\"github.com/aws/jsii-runtime-go\"\n)\n\
                        func main() {\n\tapp := awscdk.NewApp(nil)\n\tstack := awscdk.NewStack(app, jsii.String(\"Orders\"), nil)\n";
            ("orders.go", format!("{head}{lines}}}\n"))
        }
    };
    (path, text.into())
}
