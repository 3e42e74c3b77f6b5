package main

func main() {
	before(a)
	first.
	second := f(1, 2
	third := g(Props{Name: "n", , })
	fourth := h(
	after(b)
}

func later() { k() }
