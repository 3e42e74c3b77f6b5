import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.*;
import com.acme.Other;

class Builders {
    static Repository.Builder begun(Stack stack, String id) {
        return Repository.Builder.create(stack, id).imageScanOnPush(true);
    }

    public static void main(String[] args) {
        Stack stack = new Stack(new App(), "Builders");
        Repository.Builder variable = Repository.Builder.create(stack, "Variable");
        variable.repositoryName("first");
        if (args.length > 0) {
            variable.imageScanOnPush(true);
        }
        variable.build();

        RepositoryProps.Builder twice = RepositoryProps.builder().repositoryName("one");
        RepositoryProps one = twice.build();
        twice.repositoryName("two").imageScanOnPush(true);
        new Repository(stack, "One", one);
        new Repository(stack, "Two", twice.build());

        begun(stack, "Helper").build();

        Repository.Builder elsewhere = Repository.Builder.create(stack, "Elsewhere").repositoryName("e");
        Other.configure(elsewhere);
        elsewhere.build();

        Repository.Builder loop = Repository.Builder.create(stack, "Loop");
        for (String name : List.of("a", "b")) {
            loop.repositoryName(name);
        }
        loop.build();

        new Repository(stack, "Props", Other.props());
        new Repository(stack, "Anonymous", new RepositoryProps() {
            @Override
            public Boolean getImageScanOnPush() {
                return true;
            }
        });
        Repository.Builder.create(stack, "Unbuilt").imageScanOnPush(true);
        CfnRepository.Builder.create(stack, "LevelOne")
            .lifecyclePolicy(Other.policy())
            .imageScanningConfiguration(java.util.Map.of("scanOnPush", true))
            .build();
    }
}
