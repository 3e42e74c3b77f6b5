newest = "latest"
pinned = released = "1.1.0"
