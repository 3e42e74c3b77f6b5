import com.acme.Json;
import lombok.*;
import software.amazon.awscdk.*;
import software.amazon.awscdk.services.ecr.Repository;

@Data
class Written {
    private String name;
    private String other;
}

class Bean {
    private String name;

    String getName() { return name; }
}

record Tag(String name, Boolean scan) {
}

class Main {
    public static void main(String[] args) {
        Stack stack = new Stack(new App(), "Data");
        Written written = new Written();
        written.setName("written");
        make(stack, "Setter", written.getName());
        make(stack, "NeverSet", written.getOther());
        Bean filled = new Bean();
        Json.fill(filled);
        make(stack, "Filled", filled.getName());
        make(stack, "Empty", new Bean().getName());
        Tag tag = new Tag("record", null);
        Repository.Builder.create(stack, "Record").repositoryName(tag.name()).imageScanOnPush(tag.scan()).build();
        { Bean block = filled; }
    }

    static void make(Stack stack, String id, String name) {
        Repository.Builder.create(stack, id).repositoryName(name).build();
    }
}
