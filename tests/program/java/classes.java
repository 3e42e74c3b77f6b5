import com.acme.Base;

abstract class Shop extends Base implements Runnable {
    private final String name = "shop";
    private Object later;
    @Inject private Object given;

    Shop(String name) {
        this(name, 1);
    }

    Shop(String name, int number, Object... rest) {
    }

    abstract void open();

    void open(String how) {
        super.open(how);
    }
}

class Plain {
    private Object later;
    private int number;
}

enum Stage {
    DEV, PROD("p") { };

    Stage() { this("d"); }

    Stage(String tag) { }
}

record Service(String name, int port) {
    Service {
        name = name.trim();
    }

    static Service of(String name) {
        return new Service(name, 80);
    }
}

interface Defaults {
    String TAG = "latest";

    default String tag() { return TAG; }
}

class Main {
    public static void main(String[] args) {
        Runnable task = new Runnable() {
            public void run() { }
        };
    }
}
