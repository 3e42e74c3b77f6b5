@Decorated({ a: call() })
export abstract class ServiceStack<T> extends mixin(Base)<T> implements Named, Other {
  static readonly DEFAULT = 'latest';
  static made = new Thing();
  public readonly repository: ecr.Repository;
  private tag = this.props.tag ?? ServiceStack.DEFAULT;
  #secret = 1;
  declare ambient: string;
  'quoted' = 2;
  [computed] = 3;
  handler = () => this.tag;
  static { register(this); }
  constructor(scope: Construct, id?: string);
  constructor(
    scope: Construct,
    id = 'Service',
    private readonly props: ServiceProps,
    readonly mode: Mode | undefined,
    protected other: Readonly<Other>[],
    { tag }: ServiceProps,
    public flag = true,
  ) {
    super(scope, id);
    this.repository = new ecr.Repository(this, 'Repo');
    const self = this;
    function plain() { return this; }
    const arrow = () => super.image(this.#secret);
  }
  abstract build(): void;
  image(this: ServiceStack, name: string): string { return name; }
  static create(): ServiceStack { return new ServiceStack(); }
  get url() { return this.image('x'); }
  set url(value) { this.tag = value; }
  async *all() {}
  overloaded(a: string): void;
  overloaded(a: any) {}
}
