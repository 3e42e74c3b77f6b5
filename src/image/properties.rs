//! Every CloudFormation property that holds a reference to a container image, and where documents hold one.
//!
//! From the resource schemas of CloudFormation (all 1,601 types of all regions) and SAM's specification; kinds of
//! documents stand behind the types. A `*` stands for each member of a list or map. Properties that take machine images
//! only are left out.

use crate::model::{Resource, Step, at_form};
use crate::source::Location;
use crate::value::{Data, Value};

#[rustfmt::skip]
const PROPERTIES: &[(&str, &str)] = &[
    ("AWS::AppRunner::Service", "SourceConfiguration.ImageRepository.ImageIdentifier"),
    ("AWS::Batch::JobDefinition", "ContainerProperties.Image"),
    ("AWS::Batch::JobDefinition", "EcsProperties.TaskProperties.*.Containers.*.Image"),
    ("AWS::Batch::JobDefinition", "EksProperties.PodProperties.Containers.*.Image"),
    ("AWS::Batch::JobDefinition", "EksProperties.PodProperties.InitContainers.*.Image"),
    ("AWS::Batch::JobDefinition", "NodeProperties.NodeRangeProperties.*.Container.Image"),
    ("AWS::Batch::JobDefinition", "NodeProperties.NodeRangeProperties.*.EcsProperties.TaskProperties.*.Containers.*.Image"),
    ("AWS::Batch::JobDefinition", "NodeProperties.NodeRangeProperties.*.EksProperties.PodProperties.Containers.*.Image"),
    ("AWS::Batch::JobDefinition", "NodeProperties.NodeRangeProperties.*.EksProperties.PodProperties.InitContainers.*.Image"),
    ("AWS::BedrockAgentCore::Runtime", "AgentRuntimeArtifact.ContainerConfiguration.ContainerUri"),
    ("AWS::CleanRoomsML::ConfiguredModelAlgorithm", "InferenceContainerConfig.ImageUri"),
    ("AWS::CleanRoomsML::ConfiguredModelAlgorithm", "TrainingContainerConfig.ImageUri"),
    ("AWS::CodeBuild::Project", "Environment.Image"),
    ("AWS::ECS::DaemonTaskDefinition", "ContainerDefinitions.*.Image"),
    ("AWS::ECS::ExpressGatewayService", "PrimaryContainer.Image"),
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions.*.Image"),
    ("AWS::EMRServerless::Application", "ImageConfiguration.ImageUri"),
    ("AWS::EMRServerless::Application", "WorkerTypeSpecifications.*.ImageConfiguration.ImageUri"),
    ("AWS::GameLift::ContainerGroupDefinition", "GameServerContainerDefinition.ImageUri"),
    ("AWS::GameLift::ContainerGroupDefinition", "SupportContainerDefinitions.*.ImageUri"),
    ("AWS::ImageBuilder::ContainerRecipe", "ParentImage"),
    ("AWS::IoTAnalytics::Dataset", "Actions.*.ContainerAction.Image"),
    ("AWS::Lambda::Function", "Code.ImageUri"),
    ("AWS::Lightsail::Container", "ContainerServiceDeployment.Containers.*.Image"),
    ("AWS::Omics::Workflow", "ContainerRegistryMap.ImageMappings.*.DestinationImage"),
    ("AWS::Omics::Workflow", "ContainerRegistryMap.ImageMappings.*.SourceImage"),
    ("AWS::Omics::WorkflowVersion", "ContainerRegistryMap.ImageMappings.*.DestinationImage"),
    ("AWS::Omics::WorkflowVersion", "ContainerRegistryMap.ImageMappings.*.SourceImage"),
    ("AWS::SageMaker::DataQualityJobDefinition", "DataQualityAppSpecification.ImageUri"),
    ("AWS::SageMaker::ImageVersion", "BaseImage"),
    ("AWS::SageMaker::InferenceComponent", "Specification.Container.Image"),
    ("AWS::SageMaker::Model", "Containers.*.Image"),
    ("AWS::SageMaker::Model", "PrimaryContainer.Image"),
    ("AWS::SageMaker::ModelBiasJobDefinition", "ModelBiasAppSpecification.ImageUri"),
    ("AWS::SageMaker::ModelExplainabilityJobDefinition", "ModelExplainabilityAppSpecification.ImageUri"),
    ("AWS::SageMaker::ModelPackage", "AdditionalInferenceSpecifications.*.Containers.*.Image"),
    ("AWS::SageMaker::ModelPackage", "AdditionalInferenceSpecificationsToAdd.*.Containers.*.Image"),
    ("AWS::SageMaker::ModelPackage", "InferenceSpecification.Containers.*.Image"),
    ("AWS::SageMaker::ModelQualityJobDefinition", "ModelQualityAppSpecification.ImageUri"),
    ("AWS::SageMaker::MonitoringSchedule", "MonitoringScheduleConfig.MonitoringJobDefinition.MonitoringAppSpecification.ImageUri"),
    ("AWS::SageMaker::ProcessingJob", "AppSpecification.ImageUri"),
    ("AWS::Serverless::Function", "ImageUri"),
    ("ecs-task-definition", "containerDefinitions.*.image"),
    ("image-detail", "ImageURI"),
    ("imagedefinitions", "*.imageUri"),
];

/// The properties of a type, or of a kind of document, that hold image references, as forms such as `ContainerDefinitions.*.Image`.
pub fn properties(resource_type: &str) -> impl Iterator<Item = &'static str> + use<> {
    let start = PROPERTIES.partition_point(|(known, _)| *known < resource_type);
    let end = PROPERTIES.partition_point(|(known, _)| *known <= resource_type);
    PROPERTIES[start..end].iter().map(|(_, form)| *form)
}

/// The image references of a resource: path below its properties, place of the key, value.
pub fn find(resource: &Resource) -> Vec<(Vec<Step>, Location, &Value)> {
    let found = properties(&resource.resource_type).flat_map(|form| at_form(resource, form));
    found.filter(|(_, _, value)| !matches!(value.data, Data::Null | Data::List(_) | Data::Map(_))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_it_can_be_searched() {
        assert!(PROPERTIES.is_sorted());
        assert_eq!(properties("AWS::CodeBuild::Project").collect::<Vec<_>>(), ["Environment.Image"]);
        assert_eq!(properties("AWS::SageMaker::Model").count(), 2);
        assert_eq!(properties("AWS::S3::Bucket").count(), 0);
    }
}
