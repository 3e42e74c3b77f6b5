package shop;

import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.ecr.CfnRepository;
import software.amazon.awscdk.services.ecr.Repository;
import software.constructs.Construct;
import software.constructs.IConstruct;

public class AspectStack extends Stack {
    public AspectStack(final Construct scope, final String id) {
        super(scope, id);

        Construct shop = new Construct(this, "Shop");
        new Repository(shop, "Orders");
        Aspects.of(shop).add(new ImmutableTags());

        Construct tools = new Construct(this, "Tools");
        new Repository(tools, "Builder");
        Aspects.of(tools).add(new CountRepositories());

        Tags.of(this).add("team", "shop");
    }

    /** Makes the tags of every repository below it immutable. */
    static class ImmutableTags implements IAspect {
        @Override
        public void visit(final IConstruct node) {
            if (node instanceof CfnRepository) {
                ((CfnRepository) node).setImageTagMutability("IMMUTABLE");
            }
        }
    }

    /** Reads, and changes nothing. */
    static class CountRepositories implements IAspect {
        private int count = 0;

        @Override
        public void visit(final IConstruct node) {
            if (node instanceof CfnRepository) {
                this.count += 1;
            }
        }
    }
}
