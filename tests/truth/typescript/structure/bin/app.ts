import { App, Stage, StageProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import ClusterStack, { RegistryStack } from '../lib';
import { GlobalStack, TeamStack } from '../lib/base';
import { NestingStack } from '../lib/nested';

interface ShopProps extends StageProps {
  readonly production: boolean;
}

class Shop extends Stage {
  constructor(scope: Construct, id: string, props: ShopProps) {
    super(scope, id, props);
    const registry = new RegistryStack(this, 'Registry', { immutable: props.production });
    new ClusterStack(this, 'Cluster', {
      repository: registry.orders,
      tag: props.production ? '3.2.1' : 'latest',
      artifacts: registry.artifacts,
    });
  }
}

const app = new App();
new Shop(app, 'Development', { production: false });
new Shop(app, 'Production', { production: true });
new GlobalStack(app, 'Global', { keep: 10 });
new TeamStack(app, 'Team');
new NestingStack(app, 'Nesting');
