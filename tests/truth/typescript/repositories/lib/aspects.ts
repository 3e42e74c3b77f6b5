import { Aspects, IAspect, Stack, Tags } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Construct, IConstruct } from 'constructs';

/** Makes the tags of every repository below it immutable. */
class ImmutableTags implements IAspect {
  visit(node: IConstruct) {
    if (node instanceof ecr.CfnRepository) {
      node.imageTagMutability = 'IMMUTABLE';
    }
  }
}

/** Reads, and changes nothing. */
class CountRepositories implements IAspect {
  private count = 0;

  visit(node: IConstruct) {
    if (node instanceof ecr.CfnRepository) {
      this.count += 1;
    }
  }
}

export class AspectStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const shop = new Construct(this, 'Shop');
    new ecr.Repository(shop, 'Orders');
    Aspects.of(shop).add(new ImmutableTags());

    const tools = new Construct(this, 'Tools');
    new ecr.Repository(tools, 'Builder');
    Aspects.of(tools).add(new CountRepositories());

    Tags.of(this).add('team', 'shop');
  }
}
