import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.Repository;

class Registry {
    public static void main(String[] args) {
        Stack stack = new Stack(new App(), "Registry");
        Repository.Builder.create(stack, "Orders")
            .repositoryName("orders")
            .build();
    }
}
