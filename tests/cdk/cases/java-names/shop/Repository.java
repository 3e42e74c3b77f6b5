package shop;

class Repository {
    Repository(Object owner, String name) {
    }
}
