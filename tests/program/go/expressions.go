package main

var (
	sum     = "a" + "b" + c
	signed  = -1
	not     = !ok && (a || b == nil)
	chained = repo.Node().DefaultChild().(awsecr.CfnRepository)
	sliced  = list[1:]
	element = list[0]["k"]
	closure = func(x int) *string { return jsii.String("x") }
	literal = []any{1, 1.5, 'c', "\u00e9\n", `raw\`, [2]int{1, 2}, [...]int{3: 1}, map[Key]int{one: 1}}
	generic = Map[string]{}
	value   = string([]byte("bytes"))
	made    = []any{make([]string, 0, 4), make([]string, 3), make(map[string]int, 2)}
	pointer = &*p
)
