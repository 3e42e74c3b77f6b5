import { Stack, aws_ecr as ecr, aws_ecs as ecs } from 'aws-cdk-lib';

export class Registry extends Stack {
  constructor() {
    super();
    // plimsoll: ignore[ecr/missing-lifecycle-policy] above the statement
    const above = new ecr.Repository(this, 'Above', { // plimsoll: ignore[ecr/scan-disabled] on its first line
      /* plimsoll: ignore[ecr/mutable-tags] above the option */
      imageTagMutability: ecr.TagMutability.MUTABLE,
    });
    const behind = new ecr.Repository(this, 'Behind', {
      imageTagMutability: ecr.TagMutability.MUTABLE,
    }); // plimsoll: ignore[ecr/*] behind its end
    /*
     * plimsoll: ignore[ecr/scan-disabled] in a block
     */
    new ecr.Repository(this, 'Block');
    /* plimsoll: ignore[ecr/*] before it */ new ecr.Repository(this, 'Before');

    const task = new ecs.FargateTaskDefinition(this, 'Task');
    // plimsoll: ignore[image/mutable-tag] above the statement
    task.addContainer('One', {
      image: ecs.ContainerImage.fromRegistry('orders:latest'),
    });
    task.addContainer('Two', {
      // plimsoll: ignore[image/mutable-tag] above the option
      image: ecs.ContainerImage.fromRegistry(
        'orders:latest',
      ),
    });
    // plimsoll: ignore[image/mutable-tag] not what a function within does
    ['a'].forEach((name) => {
      const inner = new ecs.FargateTaskDefinition(this, 'Inner');
      inner.addContainer('Three', { image: ecs.ContainerImage.fromRegistry('orders:latest') });
    });

    const added = new ecr.Repository(this, 'Added');
    (added.node.defaultChild as ecr.CfnRepository).addMetadata('Plimsoll', {
      ignore: [{ rule: 'ecr/*', reason: 'added' }, { rule: 'image/mutable-tag' }, { rule: 'ecr/scan' }],
    });
    const set = new ecr.CfnRepository(this, 'Set');
    set.cfnOptions.metadata = { Plimsoll: { ignore: 'ecr/scan-disabled' } };
    const overridden = new ecr.CfnRepository(this, 'Overridden');
    overridden.addOverride('Metadata.Plimsoll.ignore', [{ rules: ['ecr/mutable-tags', 'ecr/scan-disabled'] }]);
  }
}
