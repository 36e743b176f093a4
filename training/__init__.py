"""Examples that the adapters are fitted to, made from our own facts and by our own grammar (no text of others)."""
