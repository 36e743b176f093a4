"""What a message wants: rules first, learned examples where they are unsure, then the model."""
