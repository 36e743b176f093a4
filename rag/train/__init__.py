"""How the embedder was fitted to Seoul: `pairs` writes questions and their places, `lora` fits to them."""
