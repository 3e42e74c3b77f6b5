package shop;

import software.amazon.awscdk.StackProps;

public final class ServiceProps implements StackProps {
    private final String imageTag;
    private final Boolean immutable;
    private final Boolean scan;

    private ServiceProps(final Builder builder) {
        this.imageTag = builder.imageTag;
        this.immutable = builder.immutable;
        this.scan = builder.scan;
    }

    public static Builder builder() {
        return new Builder();
    }

    public String getImageTag() {
        return imageTag;
    }

    public Boolean getImmutable() {
        return immutable;
    }

    public Boolean getScan() {
        return scan;
    }

    public static final class Builder {
        private String imageTag;
        private Boolean immutable;
        private Boolean scan;

        public Builder imageTag(final String imageTag) {
            this.imageTag = imageTag;
            return this;
        }

        public Builder immutable(final Boolean immutable) {
            this.immutable = immutable;
            return this;
        }

        public Builder scan(final Boolean scan) {
            this.scan = scan;
            return this;
        }

        public ServiceProps build() {
            return new ServiceProps(this);
        }
    }
}
