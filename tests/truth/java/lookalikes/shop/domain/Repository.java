package shop.domain;

/** A class of this app that is called like one of CDK and is something else. */
public class Repository {
    private final String name;

    public Repository(final Object owner, final String name) {
        this.name = name;
    }

    public String getName() {
        return name;
    }

    public Object addLifecycleRule(final Object rule) {
        return rule;
    }

    public static final class Builder {
        private final String name;

        private Builder(final String name) {
            this.name = name;
        }

        public static Builder create(final Object owner, final String name) {
            return new Builder(name);
        }

        public Builder imageScanOnPush(final boolean scan) {
            return this;
        }

        public Repository build() {
            return new Repository(null, name);
        }
    }
}
