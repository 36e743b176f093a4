"""What several workers share."""
