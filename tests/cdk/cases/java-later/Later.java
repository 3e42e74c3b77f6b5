import java.util.*;
import software.amazon.awscdk.*;
import software.amazon.awscdk.services.ecr.*;
import com.acme.Other;
import software.constructs.*;

public class Later extends Stack {
    private Repository field;

    public static void main(String[] args) {
        new Later(new App(), "Later");
    }

    public Later(Construct scope, String id) {
        super(scope, id);
        field = new Repository(this, "Field");
        List<Repository> all = new ArrayList<>();
        all.add(field);
        all.add(Repository.Builder.create(this, "Listed").build());
        all.forEach(it -> it.addLifecycleRule(LifecycleRule.builder().maxImageCount(3).build()));
        all.forEach(this::scan);

        Repository handed = new Repository(this, "Handed");
        Other.finish(handed);

        Repository set = new Repository(this, "Set");
        CfnRepository inner = (CfnRepository) set.getNode().getDefaultChild();
        inner.setImageTagMutability(TagMutability.IMMUTABLE.toString());
        inner.setImageScanningConfiguration(Map.of("scanOnPush", true));
        inner.applyRemovalPolicy(RemovalPolicy.RETAIN);

        Runnable task = () -> set.addLifecycleRule(LifecycleRule.builder().maxImageCount(4).build());
        task.run();

        Construct group = new Construct(this, "Group");
        new Repository(group, "Inside");
        Aspects.of(group).add(new IAspect() {
            @Override
            public void visit(IConstruct node) {
                if (node instanceof CfnRepository repository) {
                    repository.setImageTagMutability("IMMUTABLE");
                }
            }
        });
    }

    private void scan(Repository repository) {
        ((CfnRepository) repository.getNode().getDefaultChild())
            .addPropertyOverride("ImageScanningConfiguration.ScanOnPush", true);
    }
}
