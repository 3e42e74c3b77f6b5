package main

deny contains "a new rule beside an old one" if input.Resources
