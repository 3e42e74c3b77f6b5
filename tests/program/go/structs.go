package main

type Stage string

type Named interface{ Name() string }

type Base struct {
	Tags map[string]string
}

type Props struct {
	awscdk.StackProps
	*Base
	Name, Alias string
	Stage       Stage
	Scan        bool
	Inner       struct{ Count int }
	Other       elsewhere.Kind
}

func (p *Props) SetName(name string) { p.Name = name }
func (p Props) With(name string) Props {
	p.Name = name
	return p
}
func (f *Foreign) Do() {}

func make2(given *Props, copied Props) []*Props {
	var zero Props
	fresh := &Props{Name: "a", Stage: Stage("prod"), Base: &Base{}}
	fresh.Name = "b"
	alias := fresh
	alias.Name = "c"
	second := zero
	second.Name = "d"
	given.Scan = true
	copied.Scan = true
	list := []*Props{{Name: "e"}, fresh}
	list[0].Name = "f"
	table := map[string][]Props{"g": {{Name: "h"}}}
	delete(table, "g")
	*given = zero
	json.Unmarshal(nil, &zero)
	var count int
	flag.IntVar(&count, "count")
	return append(list, new(Props), list...)
}
