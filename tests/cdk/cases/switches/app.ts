import { App, Stack, aws_ecr as ecr } from 'aws-cdk-lib';

const stack = new Stack(new App(), 'S');
const stage: string = 'prod';
const given = process.env.STAGE;

function known() {
  switch (stage) {
    case 'dev':
    case 'test':
      return ecr.TagMutability.MUTABLE;
    case 'prod': {
      return ecr.TagMutability.IMMUTABLE;
    }
    default:
      throw new Error(stage);
  }
}

let name = 'none';
switch (given) {
  case 'dev':
    name = 'dev-images';
    break;
  case 'prod':
  case 'live':
    name = 'images';
    break;
  default:
    name = `${given}-images`;
}

/** What runs into the next case is not told apart. */
function through() {
  let scan = false;
  switch (given) {
    case 'dev':
      scan = true;
    case 'prod':
      break;
  }
  return scan;
}

new ecr.Repository(stack, 'Known', { imageTagMutability: known() });
new ecr.Repository(stack, 'Given', { repositoryName: name });
new ecr.Repository(stack, 'Through', { imageScanOnPush: through() });
switch (stage) {
  case 'dev':
    new ecr.Repository(stack, 'Never');
    break;
  default:
    new ecr.Repository(stack, 'Always');
}
