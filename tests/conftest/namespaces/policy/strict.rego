package strict

deny contains "only --all-namespaces asks this package"
