package main

func run(list []string, stage string) (string, error) {
	switch stage {
	case "a", "b":
		return "ab", nil
	case "c":
		stage = "d"
	default:
		stage = "e"
	}
	for i, name := range list {
		if name == "" {
			continue
		}
		f(i, name)
	}
	for range list {
		f()
	}
	for i := 0; i < 3; i++ {
		f(i)
	}
	if err := g(); err != nil {
		return "", err
	} else if stage == "z" {
		h()
	}
	switch kind := any(stage).(type) {
	case string:
		f(kind)
	}
	defer func() { recover() }()
	if stage == "" {
		return "none", nil
	}
	return stage, nil
}
