CREATE TABLE IF NOT EXISTS orders (id uuid PRIMARY KEY, placed timestamptz NOT NULL);
