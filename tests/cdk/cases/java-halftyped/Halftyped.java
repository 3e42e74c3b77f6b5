import software.amazon.awscdk.*;
import software.amazon.awscdk.services.ecr.*;
import software.constructs.Construct;

class Halftyped extends Stack {
    Halftyped(Construct scope, String id) {
        super(scope, id);
        Repository before = new Repository(this, "Before");
        before.addLifecycleRule(
        Repository.Builder.create(this, "Chain")
            .imageScanOnPush(
            .build();
        new Repository(this, "After");
        Repository.Builder.create(this, "Last").repository
    }
}
