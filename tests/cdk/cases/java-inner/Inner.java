import software.amazon.awscdk.*;
import software.amazon.awscdk.services.ecr.*;
import software.constructs.Construct;

public class Inner extends Stack {
    private final Repository outer;
    private String name = "of the stack";

    public static void main(String[] args) {
        new Inner(new App(), "Inner");
    }

    Inner(Construct scope, String id) {
        super(scope, id);
        outer = new Repository(this, "Outer");
        Task task = new Task() {
            private String name = "of the task";

            @Override
            public void run() {
                outer.addLifecycleRule(LifecycleRule.builder().maxImageCount(1).build());
                Repository.Builder.create(Inner.this, "FromTask").repositoryName(name).build();
                Repository.Builder.create(Inner.this, "FromStack").repositoryName(Inner.this.name).build();
            }
        };
        task.run();
        new Helper().make();
    }

    interface Task {
        void run();
    }

    class Helper {
        void make() {
            Repository.Builder.create(Inner.this, "Helped").repositoryName(name).build();
        }
    }
}
