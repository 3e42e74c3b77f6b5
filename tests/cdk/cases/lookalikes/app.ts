import { Repository, ContainerImage } from './lib/own';
import { Bucket } from './lib/missing';
import * as ecr from '@acme/aws-ecr';

// new ecr.Repository(stack, 'Comment')
const text = "new ecr.Repository(stack, 'Text')";
new Repository({}, 'Own');
new Bucket({}, 'Missing');
new ecr.Repository({}, 'Acme');
ContainerImage.fromEcrRepository(null, 'latest');
