import { App, Aspects, IAspect, Stack, Tags, aws_ecr as ecr } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { IConstruct } from 'constructs';

class Immutable implements IAspect {
  visit(node: IConstruct) {
    if (node instanceof ecr.CfnRepository) node.imageTagMutability = 'IMMUTABLE';
  }
}

const app = new App();
const inside = new Stack(app, 'Inside');
const outside = new Stack(app, 'Outside');
new ecr.Repository(inside, 'Repo');
new ecr.Repository(outside, 'Repo');

Aspects.of(inside).add(new Immutable());
Aspects.of(app).add(new AwsSolutionsChecks());
Tags.of(app).add('team', 'shop');
