"""What a wish is granted with: places that fit it, the nearest ones, or a day put together of several."""
