const generic = <T,>(x: T) => x;
const page = <App title={make('title')}>{list.map((item) => <Row item={item} />)}</App>;
const after = new Thing('after');
