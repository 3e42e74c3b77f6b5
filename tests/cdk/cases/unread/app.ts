import { App, Stack, aws_ecr as ecr } from 'aws-cdk-lib';
declare const given: any;
const stack = new Stack(new App(), 'S');

// Which argument is the id cannot be told, nor what the options are.
new ecr.Repository(stack, ...given);
new ecr.Repository(...given, { imageScanOnPush: true });

// What is handed on behind a spread may be changed.
const handed = new ecr.Repository(stack, 'Handed');
given(...given, handed);

// All properties at once.
const overridden = new ecr.Repository(stack, 'Overridden').node.defaultChild as ecr.CfnRepository;
overridden.addOverride('Properties', given);

// A key that may have been there before it was set.
const options: any = { ...given };
if (process.env.STRICT) {
  options.imageTagMutability = ecr.TagMutability.IMMUTABLE;
}
new ecr.Repository(stack, 'Before', options);

// The counter of a loop is no constant.
for (let number = 0; number < 2; number++) {
  new ecr.Repository(stack, `Shard${number}`, { imageScanOnPush: number === 0 });
}
